/** The engine's door: all that a room needs, vendor-neutral. */

export { basicAuth } from './auth/basic.ts'
export { basicOrBearer } from './auth/basic-or-bearer.ts'
export { bearerAuth } from './auth/bearer.ts'
export { pathToken } from './auth/path-token.ts'
export { tokenHeader } from './auth/token-header.ts'
export type { Auth, AuthOptions, Credential, Presented, Sending, Verdict, Way } from './auth.ts'
export { type BaseTables, keyOf } from './base.ts'
export { type Boleto, boleto } from './boleto.ts'
export type { Bound } from './bound.ts'
export { BRAZILIAN, bareDocument, cnpj, cnpjAlphanumeric, cpf, isCnpj, isCpf, PLACES } from './brazil.ts'
export { type Clock, createClock } from './clock.ts'
export { BOM, csvOf } from './csv.ts'
export type { Deed, Done } from './deeds.ts'
export { sha256 } from './digest.ts'
export { parseDuration, printDuration } from './duration.ts'
export { DubleError, type ErrorCode } from './errors.ts'
export { Fake } from './fake.ts'
export type { Fault, FaultKind, FaultPlan, FaultWord } from './faults/kind.ts'
export {
  examineFaultOrder,
  FAULT_FIELDS,
  type FaultMistake,
  type FaultOrder,
  readFaultOrder,
} from './faults/order.ts'
export { printFault, readFault } from './faults/word.ts'
export { FINDINGS, type Finding, type FindingName, type Shown } from './findings/finding.ts'
export {
  defineFixture,
  type Fixture,
  type FixtureDef,
  type GeneratedRows,
  type Objection,
  type Row,
  type RowSource,
  type StatePatch,
  type TableDef,
  table,
  type Within,
} from './fixture.ts'
export type { Answer, HttpRequest, Refused, WireFault } from './http.ts'
export { beginning, isCut, type JournalEntry, type JournalFilter, type JournalRecord } from './journal.ts'
export { maskText } from './mask.ts'
export { type Met, mergeMet } from './met.ts'
export { type AnyMock, type Context, defineMock, type Handlers, type Mock } from './mock.ts'
export { issueToken } from './oauth.ts'
export { type AnswerOf, type AnyOperation, get, post, put, type RequestOf } from './operation.ts'
export {
  capOptions,
  choice,
  cooldownOptions,
  duration,
  flag,
  line,
  type OptionDef,
  printOption,
  queryOptions,
  settleOptions,
} from './options.ts'
export { decoded, fillPath, hasParams, paramsOf, pathPattern, pathShape, readPairs } from './paths.ts'
export { answer, operationsByPath } from './pipeline.ts'
export { pix } from './pix.ts'
export { type Draw, draw } from './random.ts'
export {
  byOption,
  chosen,
  date,
  either,
  emptyList,
  fallback,
  integer,
  isOptional,
  isPosition,
  type JsonSchema,
  jsonSchema,
  list,
  nothing,
  nullable,
  object,
  oneOf,
  onlyIf,
  openObject,
  optional,
  optionsIn,
  position,
  record,
  refersTo,
  type Static,
  type TObject,
  type TProperties,
  type TSchema,
  type TString,
  text,
  truth,
  word,
} from './schema.ts'
export { identify } from './stages/auth.ts'
export { parametersDiffer } from './stages/parameters.ts'
export type { ChangeSet, Store, View } from './state.ts'
export { didYouMean, nearest } from './suggest.ts'
export type { Counts, Tally, Unmatched } from './tallies.ts'
export { oauthTables } from './tokens.ts'
export { createAjv, formats, validator } from './validate.ts'
export {
  type About,
  type AnyVendor,
  behavioursOf,
  defineVendor,
  errorOf,
  outcomesOf,
  sentence,
  type Violation,
} from './vendor.ts'
export { World } from './world.ts'
export type { StateOrder } from './world-parts.ts'
export { instantOf, isDay, localDay, localText, SAO_PAULO } from './zone.ts'
