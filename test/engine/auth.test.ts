import { describe, expect, it } from 'vitest'
import { basicAuth } from '#engine'

const presenting = (header: string) => ({
  header: () => header,
  query: () => undefined,
  path: () => undefined,
  row: () => undefined,
  now: 0,
})
const pair = (text: string): string => Buffer.from(text).toString('base64')

describe('Basic authentication', () => {
  const credentials = [
    { name: 'first', status: 'valid', user: 'ana', password: 'shared' },
    { name: 'second', status: 'valid', user: 'bia', password: 'shared' },
  ]

  it('tells two users with one password apart, however the header is written', () => {
    const authenticate = basicAuth({ wrong: 'no' }).compile(credentials, {})
    for (const scheme of ['Basic', 'basic', 'BASIC ']) {
      for (const [index, { user }] of credentials.entries()) {
        const verdict = authenticate(presenting(`${scheme} ${pair(`${user}:shared`)}`))
        expect(verdict).toEqual({ credential: credentials[index] })
      }
    }
    expect(authenticate(presenting(`basic ${pair('eva:shared')}`))).toEqual({
      refuse: 'no',
      why: 'the user name of the Basic pair is wrong',
    })
  })

  it('takes any user name where only the password counts', () => {
    const authenticate = basicAuth({ wrong: 'no', checksUser: () => false }).compile(credentials, {})
    expect(authenticate(presenting(`Basic ${pair('eva:shared')}`))).toEqual({
      credential: credentials[0],
      letIn: ['no'],
    })
  })
})
