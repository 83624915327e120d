import { DubleError, instantOf, localText, printDuration, SAO_PAULO } from '#engine'
import type { RemoteClock } from '../remote.ts'
import type { ShownClock } from '../report/clock.ts'
import { print, type VerbFlags, worldOf } from './elsewhere.ts'

/** `duble clock` */
export async function run(time: string | undefined, flags: VerbFlags): Promise<void> {
  const shown = await move(worldOf(flags).clock, time)
  print(flags, shown, () => printClock(shown))
}

function move(clock: RemoteClock, time: string | undefined): Promise<ShownClock> {
  if (time === undefined) return clock.show()
  if (time.startsWith('+')) return clock.advance(time.slice(1))
  if (time === 'freeze') return clock.freeze()
  if (time === 'real') return clock.real()
  try {
    instantOf(time)
  } catch {
    const says = `the clock takes +5m, an instant such as 2026-03-02T09:00:00-03:00, freeze or real, got "${time}"`
    throw new DubleError('bad_instant', says, { given: time })
  }
  return clock.freeze(time)
}

function printClock({ mode, now, offset_ms: offset }: ShownClock): string {
  const moved = `${printDuration(Math.abs(offset))} ${offset < 0 ? 'behind' : 'ahead of'} the machine's time`
  const how = { real: "the machine's time", frozen: 'frozen', offset: moved }[mode]
  return `${localText(Date.parse(now))} ${SAO_PAULO} (${now}), ${how}`
}
