import path from 'node:path'
import { duble, type Finished, ROOT } from './run.ts'

/** A small project whose tests run under `duble run`. */
export const EXAMPLE = path.join(ROOT, 'test/example')

/** Runs a line of JavaScript under `duble run`, nothing told at the end. */
export const node = (code: string, ...flags: string[]): Promise<Finished> =>
  duble('run', '--quiet', ...flags, '--', process.execPath, '-e', code)

/** Prints variables as the command sees them. */
export const variables = async (names: readonly string[], ...flags: string[]): Promise<unknown> => {
  const print = `console.log(JSON.stringify(${JSON.stringify(names)}.map((name) => process.env[name])))`
  return JSON.parse((await node(print, ...flags)).out)
}

/** A line of JavaScript that can ask CRM Zen. */
export const ASK_ZEN = `
  const ask = () => fetch(process.env.DUBLE_CRM_ZEN_URL + '/api/totais_lead?data=2018-01-01', {
    headers: { token: process.env.DUBLE_CRM_ZEN_TOKEN },
  })
`
