import { describe, expect, it } from 'vitest'
import { maskText } from '#engine'
import { maskHeaders } from '../../src/engine/mask.ts'

describe('the mask', () => {
  it.each([
    ['/api/token/s3cret/report?x=1', '/api/token/***/report?x=1'],
    ['/a?token=s3cret&data=2018-01-01#f', '/a?token=***&data=2018-01-01#f'],
    ['/a?x=1&ACCESS_TOKEN=s3cret', '/a?x=1&ACCESS_TOKEN=***'],
    ['/a?api_key=k&password=p&senha=s', '/a?api_key=***&password=***&senha=***'],
    ['{"password":"a\\"b","user":"u"}', '{"password":"***","user":"u"}'],
    [
      '{"client_secret" : "x", "access_token":"y", "Token":"z"}',
      '{"client_secret" : "***", "access_token":"***", "Token":"***"}',
    ],
    ['{"senha":""}', '{"senha":"***"}'],
    ['cliente 529.982.247-25 ligou', 'cliente *** ligou'],
  ])('turns %s into %s', (text, masked) => {
    expect(maskText(text)).toBe(masked)
  })

  it.each([
    '/tokens/1',
    '{"tokens": 3, "broken": "token"}',
    'data=2018-01-01',
    '{"status_type":"authentication_failed"}',
    '1199999999',
  ])('leaves %s alone', (text) => {
    expect(maskText(text)).toBe(text)
  })

  it('hides a secret whose end was cut off', () => {
    expect(maskText('{"user":"u","password":"s3cr')).toBe('{"user":"u","password":"***')
  })

  it('hides what headers carry, and keeps the scheme that helps to see what went wrong', () => {
    expect(
      maskHeaders({
        authorization: 'Basic YTpi',
        Token: 'zen-token',
        cookie: ['a=b', 'c=d'],
        'x-api-key': 'k',
        'proxy-authorization': 'junk s3cret',
        referer: 'http://x/?token=s3cret',
        accept: '*/*',
        empty: undefined,
      }),
    ).toEqual({
      authorization: 'Basic ***',
      Token: '***',
      cookie: '***',
      'x-api-key': '***',
      'proxy-authorization': '***',
      referer: 'http://x/?token=***',
      accept: '*/*',
      empty: '',
    })
    expect(maskHeaders({ authorization: 'bearer s3cret' })).toEqual({ authorization: 'bearer ***' })
  })

  it('takes hostile input in its stride', () => {
    const hostile = `{"token":"${'\\'.repeat(100_001)}${'"token":'.repeat(10_000)}`
    expect(maskText(hostile).length).toBeLessThanOrEqual(hostile.length)
  })
})
