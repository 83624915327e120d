import { describe, expect, it } from 'vitest'
import { DubleError, printFault, readFault } from '#engine'
import { readFaultHeader } from '../../src/engine/faults/header.ts'
import { patient } from './lighthouse.ts'

const { api } = patient

/** What is said against a fault, with its code. */
const against = (written: unknown, operation?: string): string => {
  try {
    return `read ${JSON.stringify(readFault(written, api, operation))}`
  } catch (error) {
    return `${(error as DubleError).code}: ${(error as DubleError).message}`
  }
}

const ERRORS =
  'no_token, wrong_token, expired_token, bad_request, wrong_method, too_soon, too_many, lamp_dark'
const WORDS =
  'status, delay, connection_reset, empty_response, malformed_body, truncated_body, slow_body, garbage'

describe('a fault', () => {
  it.each([
    ['lamp_dark', 'lamp_dark', { kind: 'outcome', outcome: 'lamp_dark' }],
    ['fog', 'fog', { kind: 'outcome', outcome: 'fog' }],
    [{ status: 503 }, 'status=503', { kind: 'status', status: 503 }],
    ['status=400', 'status=400', { kind: 'status', status: 400 }],
    [{ delay: '2s' }, 'delay=2s', { kind: 'delay', delay: { fixed: 2000 } }],
    ['delay=1m30s', 'delay=1m30s', { kind: 'delay', delay: { fixed: 90_000 } }],
    [
      { delay: { uniform: ['100ms', '2s'] } },
      'delay=uniform:100ms:2s',
      { kind: 'delay', delay: { uniform: [100, 2000] } },
    ],
    [
      { delay: { lognormal: { median: '200ms', sigma: 0.5 } } },
      'delay=lognormal:200ms:0.5',
      { kind: 'delay', delay: { lognormal: { median: 200, sigma: 0.5 } } },
    ],
    ['connection_reset', 'connection_reset=before_head', { kind: 'connection_reset', when: 'before_head' }],
    [
      { connection_reset: 'mid_body' },
      'connection_reset=mid_body',
      { kind: 'connection_reset', when: 'mid_body' },
    ],
    [
      'connection_reset=after_head',
      'connection_reset=after_head',
      { kind: 'connection_reset', when: 'after_head' },
    ],
    ['empty_response', 'empty_response', { kind: 'empty_response' }],
    ['malformed_body', 'malformed_body', { kind: 'malformed_body' }],
    ['truncated_body', 'truncated_body', { kind: 'truncated_body' }],
    [{ slow_body: 1000 }, 'slow_body=1000', { kind: 'slow_body', bytesPerSecond: 1000 }],
    ['garbage', 'garbage', { kind: 'garbage' }],
  ])('%j is read, and printed as %s, which is read again', (written, printed, kind) => {
    expect(readFault(written, api)).toEqual(kind)
    expect(printFault(readFault(written, api))).toBe(printed)
    expect(readFault(printed, api)).toEqual(kind)
  })

  const WORD =
    'bad_fault: a fault is a word such as connection_reset or delay=2s, or a map with one key such as { status: 503 }, got'
  const DURATION = 'is not a duration: write numbers with falling units, such as 300ms, 5m, 4m59s or 1h30m'
  const DELAY =
    'bad_fault: delay takes a duration such as 2s, { uniform: [100ms, 2s] } or { lognormal: { median: 200ms, sigma: 0.5 } }, got'
  const LOGNORMAL =
    'bad_fault: a lognormal delay takes a duration and a sigma from 0 to 10, such as { median: 200ms, sigma: 0.5 }, got'

  it.each([
    [5, `${WORD} 5`],
    [null, `${WORD} null`],
    [undefined, `${WORD} nothing`],
    ['', `${WORD} ""`],
    [[], `${WORD} []`],
    [{}, `${WORD} {}`],
    [{ status: 503, delay: '2s' }, `${WORD} {"status":503,"delay":"2s"}`],
    [
      'lamp_drak',
      `unknown_outcome: lighthouse has no error "lamp_drak" (did you mean lamp_dark?): it has ${ERRORS}, fog; every vendor has ${WORDS}`,
    ],
    [
      'garbge',
      `unknown_outcome: lighthouse has no error "garbge" (did you mean garbage?): it has ${ERRORS}, fog; every vendor has ${WORDS}`,
    ],
    [
      'ok',
      `unknown_outcome: lighthouse has no error "ok" (did you mean fog?): it has ${ERRORS}, fog; every vendor has ${WORDS}`,
    ],
    [
      '__proto__',
      `unknown_outcome: lighthouse has no error "__proto__": it has ${ERRORS}, fog; every vendor has ${WORDS}`,
    ],
    [
      'constructor=1',
      `unknown_outcome: lighthouse has no error "constructor": it has ${ERRORS}, fog; every vendor has ${WORDS}`,
    ],
    ['fog=2', 'bad_fault: fog takes no value, got 2'],
    ['garbage=1', 'bad_fault: garbage takes no value, got 1'],
    [{ empty_response: true }, 'bad_fault: empty_response takes no value, got true'],
    ['status', 'bad_fault: status takes a whole number from 400 to 599, such as 503, got nothing'],
    ['status=200', 'bad_fault: status takes a whole number from 400 to 599, such as 503, got 200'],
    [{ status: 503.5 }, 'bad_fault: status takes a whole number from 400 to 599, such as 503, got 503.5'],
    ['status=0x1f7', 'bad_fault: status takes a whole number from 400 to 599, such as 503, got 0x1f7'],
    ['slow_body=0', 'bad_fault: slow_body takes a whole number from 1, such as 1000 bytes per second, got 0'],
    [
      'slow_body',
      'bad_fault: slow_body takes a whole number from 1, such as 1000 bytes per second, got nothing',
    ],
    [
      'connection_reset=midbody',
      'bad_fault: connection_reset takes one of before_head, after_head, mid_body, got midbody (did you mean mid_body?)',
    ],
    ['delay', `${DELAY} nothing`],
    [{ delay: 2 }, `${DELAY} 2`],
    [{ delay: { gamma: 1 } }, `${DELAY} {"gamma":1}`],
    ['delay=2', `bad_fault: delay: "2" ${DURATION}`],
    ['delay=-1s', `bad_fault: delay: "-1s" ${DURATION}`],
    [
      { delay: { uniform: ['1s'] } },
      'bad_fault: a uniform delay takes two durations such as [100ms, 2s], got ["1s"]',
    ],
    ['delay=uniform:2s:1s', 'bad_fault: a uniform delay begins with the shorter one, got ["2s","1s"]'],
    ['delay=uniform:1s', `bad_fault: delay: "" ${DURATION}`],
    ['delay=lognormal:1s:x', `${LOGNORMAL} {"median":"1s","sigma":null}`],
    [{ delay: { lognormal: { median: '1s', sigma: -1 } } }, `${LOGNORMAL} {"median":"1s","sigma":-1}`],
    [
      { delay: { lognormal: { median: '1s', sigma: 1, mean: 2 } } },
      `${LOGNORMAL} {"median":"1s","sigma":1,"mean":2}`,
    ],
  ])('%j is refused', (written, says) => {
    expect(against(written)).toBe(says)
  })

  it('that only another operation declares is unknown to this one', () => {
    expect(against('fog', 'light')).toBe('read {"kind":"outcome","outcome":"fog"}')
    expect(against('fog', 'lamps')).toBe(
      `unknown_outcome: lighthouse/lamps has no error "fog": it has ${ERRORS}; every vendor has ${WORDS}`,
    )
  })
})

describe('the header of one request', () => {
  it('takes one fault of each sort', () => {
    expect(
      readFaultHeader('delay=300ms,  fog ,connection_reset=mid_body', api, 'light').map(printFault),
    ).toEqual(['delay=300ms', 'fog', 'connection_reset=mid_body'])
  })

  it.each([
    ['fog, status=503', 'a request meets fog or status=503, not both'],
    ['delay=1s, garbage, delay=2s', 'a request meets delay=1s or delay=2s, not both'],
    ['garbage, empty_response', 'a request meets garbage or empty_response, not both'],
  ])('refuses two of one: %s', (written, says) => {
    expect(() => readFaultHeader(written, api, 'light')).toThrow(
      new DubleError('bad_fault', says, { given: written }),
    )
  })
})
