import type { Presented, Verdict } from './auth.ts'
import { type Bound, bind } from './bound.ts'
import { type CooldownRule, cooldownRule } from './cooldown.ts'
import type { Fixture } from './fixture.ts'
import type { AnyMock } from './mock.ts'
import type { AnyOperation } from './operation.ts'
import { settleOptions } from './options.ts'
import { fillPath, hasParams, pathPattern } from './paths.ts'
import type { Stage } from './vendor.ts'

const ORDER: readonly Stage[] = ['auth', 'parameters', 'cooldown']

/** What is written over a fixture's options. */
export type Written = Readonly<Record<string, unknown>>

/** What a fixture's options come to: settled once, and shared by all fakes that open with it. */
export class Settled {
  readonly #mock: AnyMock
  readonly #fixture: Fixture
  readonly options: Readonly<Record<string, unknown>>
  readonly cooldown: CooldownRule
  /** The order of the checks. */
  readonly order: readonly Stage[]
  readonly authenticate: (presented: Presented) => Verdict
  /** The headers that carry secrets, in lower case. */
  readonly secretHeaders: readonly string[]
  /** Tells answers under these options from answers under others. */
  readonly signature: string
  /** Paths that lead elsewhere: from what is asked to the documented path; null shuts a path. */
  readonly #moved: ReadonlyMap<string, string | null>
  /** The same for paths in which something varies. */
  readonly #movedPatterns: readonly Moved[]
  /** Paths at which something answers by an option alone. */
  readonly #lenient = new Set<string>()
  readonly #bound = new Map<string, Bound>()

  constructor(mock: AnyMock, fixture: Fixture, written: Written) {
    const { api } = mock
    this.#mock = mock
    this.#fixture = fixture
    this.options = settleOptions(api.name, api.options, fixture.profile, { ...fixture.options, ...written })
    this.cooldown = cooldownRule(api.cooldown?.seconds ?? 0, this.options)
    this.order = api.order?.(this.options) ?? ORDER
    this.authenticate = api.auth.compile(fixture.credentials, this.options)
    this.secretHeaders = api.auth.headers(this.options)
    this.signature = JSON.stringify(this.options)
    this.#moved = this.#movedPaths()
    this.#movedPatterns = this.#movedTemplates()
  }

  operation(name: string): Bound {
    let bound = this.#bound.get(name)
    if (bound === undefined) {
      bound = bind(this.#mock.api, name, this.options)
      this.#bound.set(name, bound)
    }
    return bound
  }

  /** The documented path behind an asked one; undefined where the fixture moved it away. */
  canonical(path: string): string | undefined {
    const moved = this.#moved.get(path)
    if (moved !== undefined) return moved ?? undefined
    for (const { pattern, to } of this.#movedPatterns) {
      const { groups, 0: whole } = pattern.exec(path) ?? {}
      if (whole === undefined) continue
      return to === null ? undefined : fillPath(to, groups ?? {}) + (groups?.['tail'] ?? '')
    }
    return path
  }

  /** Whether something answers at the path of this request by an option alone. @param target path and query as received */
  isLenient(target: string): boolean {
    if (this.#lenient.size === 0) return false
    const path = target.split('?', 1)[0] as string
    const inside = `/${this.#mock.api.name}`
    for (const lenient of this.#lenient) if (path.endsWith(inside + lenient)) return true
    return false
  }

  /** The path at which an operation answers here. */
  pathOf(operation: string): string {
    return this.#fixture.paths[operation] ?? (this.#mock.api.operations[operation]?.path as string)
  }

  /**
   * Operations of the fixture's `paths` in whose paths something varies: taken ones first, for two may change places.
   * Where keys and values may follow, one path may lie below another, whoever moved: the longer one is meant.
   */
  #movedTemplates(): Moved[] {
    const { operations } = this.#mock.api
    const varying = Object.keys(operations).filter((name) => varies(operations[name]))
    const moved = varying.filter((name) => Object.hasOwn(this.#fixture.paths, name))
    if (moved.length === 0) return []
    const pairs = (name: string): boolean => operations[name]?.takes === 'pairs'
    const documented = (name: string): string => operations[name]?.path as string
    const template = (name: string, path: string, to: string | null): Moved => ({
      pattern: pathPattern(path, pairs(name)),
      to,
      rank: pairs(name) ? path.length : 0,
    })
    const answering = varying.filter((name) => moved.includes(name) || pairs(name))
    return [
      ...answering.map((name) => template(name, this.pathOf(name), documented(name))),
      ...moved.map((name) => template(name, documented(name), null)),
    ].sort((a, b) => b.rank - a.rank)
  }

  #movedPaths(): Map<string, string | null> {
    const { api } = this.#mock
    const moved = new Map<string, string | null>()
    const paths = Object.entries(this.#fixture.paths).filter(([name]) => !varies(api.operations[name]))
    // First all that are left, then all that are taken: two operations may change places.
    for (const [operation] of paths) moved.set(api.operations[operation]?.path as string, null)
    for (const [operation, path] of paths) moved.set(path, api.operations[operation]?.path as string)
    for (const [operation, path] of Object.entries(api.alsoAt?.(this.options) ?? {})) {
      moved.set(path as string, api.operations[operation]?.path as string)
      this.#lenient.add(path as string)
    }
    if (api.slashless?.(this.options)) {
      for (const name of Object.keys(api.operations)) {
        const bare = this.pathOf(name).replace(/\/$/, '')
        if (bare !== this.pathOf(name)) this.#lenient.add(bare)
        moved.set(bare, api.operations[name]?.path as string)
      }
    }
    return moved
  }
}

/** A path that leads to a documented one, or, where it is null, nowhere. */
interface Moved {
  readonly pattern: RegExp
  readonly to: string | null
  readonly rank: number
}

/** Whether something in an operation's path varies. */
const varies = ({ path, takes }: AnyOperation): boolean => takes === 'pairs' || hasParams(path)
