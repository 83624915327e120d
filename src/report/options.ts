import { type AnyVendor, type Fake, printOption } from '#engine'

/** An assumption: its value, what else it accepts, what it is by default. */
export interface ShownOption {
  readonly value: string
  readonly accepts: readonly string[] | string
  readonly default: string
}

/** Every assumption of a fake, by name. */
export const showOptions = (fake: Fake): Record<string, ShownOption> =>
  showValues(fake.mock.api, fake.options)

/** Every assumption of a vendor under these values, by name. */
export const showValues = (
  api: AnyVendor,
  values: Readonly<Record<string, unknown>>,
): Record<string, ShownOption> =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const def = api.options[name]
      return [name, { value: printOption(def, value), accepts: def.accepts, default: def.fallback }]
    }),
  )
