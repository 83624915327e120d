import { describe, expect, it } from 'vitest'
import { type Granted, keepToken } from '../../src/clients/token.ts'

/** A token endpoint that answers when the test says so. */
function endpoint(time = { now: 0 }) {
  const waiting: { resolve(granted: Granted): void; reject(error: Error): void }[] = []
  let asked = 0
  const keeper = keepToken(
    () => {
      asked++
      return new Promise((resolve, reject) => waiting.push({ resolve, reject }))
    },
    () => time.now,
  )
  return {
    keeper,
    asked: () => asked,
    give: (token: string, lives?: number) =>
      waiting.shift()?.resolve({ token, ...(lives === undefined ? {} : { lives }) }),
    fail: () => waiting.shift()?.reject(new Error('down')),
  }
}

describe('a kept token', () => {
  it('is asked for once by all who need it at the same time', async () => {
    const { keeper, asked, give } = endpoint()
    const all = Promise.all([keeper.current(), keeper.current(), keeper.current()])
    give('one')
    expect(await all).toEqual(['one', 'one', 'one'])
    expect(await keeper.current()).toBe('one')
    expect(asked()).toBe(1)
  })

  it('is believed from when it was asked for, however long its answer travelled', async () => {
    const time = { now: 0 }
    const { keeper, asked, give } = endpoint(time)
    const first = keeper.current()
    time.now = 900
    give('one', 1000)
    expect(await first).toBe('one')
    time.now = 999
    expect(await keeper.current()).toBe('one')
    time.now = 1000
    const second = keeper.current()
    give('two')
    expect([await second, asked()]).toEqual(['two', 2])
    time.now = Number.MAX_SAFE_INTEGER // nobody told how long it lives
    expect([await keeper.current(), asked()]).toEqual(['two', 2])
  })

  it('is renewed once for all who were refused with it, however late they come', async () => {
    const { keeper, asked, give } = endpoint()
    const first = keeper.current()
    give('one')
    await first
    const renewals = [keeper.renew('one'), keeper.renew('one')]
    give('two')
    expect(await Promise.all([...renewals, keeper.renew('one')])).toEqual(['two', 'two', 'two'])
    const third = keeper.renew('two')
    give('three')
    expect(await third).toBe('three')
    expect(await keeper.renew('one')).toBe('three') // two renewals later, and still no reason for a third
    expect(asked()).toBe(3)
  })

  it('that cannot be renewed is not asked for again by those who were refused with it, but by the next call', async () => {
    const { keeper, asked, give, fail } = endpoint()
    const first = keeper.current()
    give('one')
    await first
    const renewal = keeper.renew('one')
    fail()
    await expect(renewal).rejects.toThrow('down')
    await expect(keeper.renew('one')).rejects.toThrow('down')
    expect(asked()).toBe(2)
    const next = keeper.current()
    give('two')
    expect([await next, asked()]).toEqual(['two', 3])
    expect(await keeper.renew('one')).toBe('two')
  })

  it('that was never got is asked for again', async () => {
    const { keeper, asked, give, fail } = endpoint()
    const first = keeper.current()
    fail()
    await expect(first).rejects.toThrow('down')
    const second = keeper.current()
    give('one')
    expect([await second, asked()]).toEqual(['one', 2])
  })
})
