import {
  type AnyOperation,
  type Fake,
  type JsonSchema,
  jsonSchema,
  outcomesOf,
  paramsOf,
  type Sending,
} from '#engine'
import { requestOf } from '../../report/sample.ts'

/** A vendor as somebody fills in its requests by hand. */
export interface VendorForms {
  readonly name: string
  readonly title: string
  readonly url: string
  readonly fixture: string
  readonly credentials: readonly {
    readonly name: string
    readonly status: string
    /** What a person copies: the fixture's own, which are made up and published. */
    readonly fields: Readonly<Record<string, string>>
    /** What it is sent as, under the options as they are now. */
    readonly sends: Sending
    /** What it is sent as where tokens are given out. */
    readonly opens: Sending
  }[]
  readonly operations: readonly OperationForm[]
}

/** One operation: where its parameters travel, and what they may be. */
export interface OperationForm {
  readonly name: string
  readonly method: string
  /** From the vendor's base on, `{name}` for what is filled in. */
  readonly path: string
  readonly takes: AnyOperation['takes']
  readonly open: boolean
  readonly outcomes: readonly string[]
  readonly fields: readonly {
    readonly name: string
    readonly required: boolean
    /** JSON's kind of it: what is no text is sent as JSON. */
    readonly type: string
    readonly says: string
    readonly accepts?: readonly string[]
    /** The document's example, where the fixture fills in nothing; absent where it may be left out. */
    readonly value?: unknown
    readonly inPath: boolean
  }[]
}

/** Every operation of a fake, filled in so that it works on the default world. */
export function formsOf(fake: Fake, baseUrl: string): VendorForms {
  const { api } = fake.mock
  const url = `${baseUrl}/${fake.name}`
  return {
    name: fake.name,
    title: api.title,
    url,
    fixture: fake.fixture.name,
    credentials: fake.credentials.map((credential) => {
      const { name, status, ...fields } = credential
      return {
        name,
        status,
        fields,
        sends: api.auth.present(credential, fake.options),
        opens: api.auth.present(credential),
      }
    }),
    operations: Object.keys(api.operations).map((name) => formOf(fake, name)),
  }
}

function formOf(fake: Fake, name: string): OperationForm {
  const { api, fixture } = { api: fake.mock.api, fixture: fake.fixture }
  const operation: AnyOperation = api.operations[name]
  const path = fake.pathOf(name)
  const inPath = new Set(paramsOf(path))
  const { properties = {}, required = [] }: JsonSchema = jsonSchema(operation.parameters)
  const filled = requestOf(operation, fixture.defaults)
  return {
    name,
    method: operation.method,
    path,
    takes: operation.takes,
    open: operation.open,
    outcomes: outcomesOf(api, name),
    fields: Object.entries(properties).map(([field, schema]) => {
      const accepts = choicesOf(schema)
      return {
        name: field,
        required: required.includes(field),
        type: kindOf(schema),
        says: schema.description ?? '',
        ...(accepts === undefined ? {} : { accepts }),
        ...(filled[field] === undefined ? {} : { value: filled[field] }),
        inPath: inPath.has(field),
      }
    }),
  }
}

/** The kind of a value, of one that may be null too. */
const kindOf = ({ type, anyOf }: JsonSchema): string =>
  typeof type === 'string' ? type : (anyOf?.map(kindOf).find((kind) => kind !== 'null') ?? 'string')

const choicesOf = ({ enum: choices, anyOf }: JsonSchema): readonly string[] | undefined =>
  (choices as readonly string[] | undefined) ?? anyOf?.map(choicesOf).find((found) => found !== undefined)
