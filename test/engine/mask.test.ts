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
    ['/clientes?cpf=52998224725', '/clientes?cpf=***'],
    ['{"cnpj_cpf":"52998224725","nome":"A"}', '{"cnpj_cpf":"***","nome":"A"}'],
    ['{"cpf": 52998224725}', '{"cpf": "***"}'],
    ['{"arquivo":"aGVsbG8="}', '{"arquivo":"***"}'],
  ])('turns %s into %s', (text, masked) => {
    expect(maskText(text)).toBe(masked)
  })

  it.each([
    '/tokens/1',
    '{"tokens": 3, "broken": "token"}',
    'data=2018-01-01',
    '{"status_type":"authentication_failed"}',
    '1199999999',
    '{"nome_arquivo":"rg.png"}',
  ])('leaves %s alone', (text) => {
    expect(maskText(text)).toBe(text)
  })

  it('hides a secret whose end was cut off', () => {
    expect(maskText('{"user":"u","password":"s3cr')).toBe('{"user":"u","password":"***"')
  })

  it('hides what headers carry, and keeps the scheme that helps to see what went wrong', () => {
    expect(
      maskHeaders(
        {
          authorization: 'Basic YTpi',
          Token: 'zen-token',
          cookie: ['a=b', 'c=d'],
          'x-api-key': 'k',
          'proxy-authorization': 'junk s3cret',
          referer: 'http://x/?token=s3cret',
          accept: '*/*',
          empty: undefined,
          'Lamp-Token': 's3cret',
        },
        new Set(['lamp-token']),
      ),
    ).toEqual({
      authorization: 'Basic ***',
      Token: '***',
      cookie: '***',
      'x-api-key': '***',
      'proxy-authorization': '***',
      referer: 'http://x/?token=***',
      accept: '*/*',
      empty: '',
      'Lamp-Token': '***',
    })
    expect(maskHeaders({ authorization: 'bearer s3cret' }, new Set())).toEqual({
      authorization: 'bearer ***',
    })
  })

  it('hides secrets of forms, and those written as numbers', () => {
    expect(maskText('grant_type=x&client_secret=s3cret&refresh_token=t')).toBe(
      'grant_type=x&client_secret=***&refresh_token=***',
    )
    expect(maskText('{"refresh_token":"t","senha": 1234,"n":5}')).toBe(
      '{"refresh_token":"***","senha": "***","n":5}',
    )
  })

  it.each([
    ['/prospectos/529%2E982%2E247-25/status?x=1', '/prospectos/***/status?x=1'],
    ['/prospectos/%35%32998224725', '/prospectos/***'],
    ['/prospectos/11.222.333%2f0001%2D81/arquivos', '/prospectos/***/arquivos'],
    ['/clientes?telefone=%34%31&codigo=390%2E533%2E447%2D05#f', '/clientes?telefone=%34%31&codigo=***#f'],
  ])('hides a document behind percent signs: %s', (text, masked) => {
    expect(maskText(text)).toBe(masked)
  })

  it.each([
    ['client_id=a&client%5Fsecret=s3cret', 'client_id=a&client%5Fsecret=***'],
    ['%70assword=s3cret&x=1', '%70assword=***&x=1'],
    ['/a?x%5F=1&cp%66=1#f', '/a?x%5F=1&cp%66=***#f'],
    ['/a?%E0=1', '/a?%E0=1'],
  ])('hides the value of a name that is written with percent signs: %s', (text, masked) => {
    expect(maskText(text)).toBe(masked)
  })

  it.each([
    ['/lead/info/tok%65n/s3cret/format/csv', '/lead/info/tok%65n/***/format/csv'],
    ['/lead/info/%54OKEN/s3cret?x=1', '/lead/info/%54OKEN/***?x=1'],
    ['/lead/info%2Ftoken%2fs3cret', '/lead/info%2Ftoken%2f***'],
    ['/lead/info/token//s3cret', '/lead/info/token//***'],
    ['/lead/info/token/token/s3cret', '/lead/info/token/***/***'],
    ['/lead/info/token/', '/lead/info/token/'],
  ])('hides a token behind its key, however the path is written: %s', (text, masked) => {
    expect(maskText(text)).toBe(masked)
  })

  it.each(['/a/%E0%A4/b', '/a?email=ana%40example.com', '100%25 = 50%', '/a/%2525'])(
    'leaves other percent signs alone: %s',
    (text) => {
      expect(maskText(text)).toBe(text)
    },
  )

  it('takes hostile input in its stride', () => {
    const hostile = `{"token":"${'\\'.repeat(100_001)}${'"token":'.repeat(10_000)}`
    expect(maskText(hostile).length).toBeLessThanOrEqual(hostile.length)
  })
})
