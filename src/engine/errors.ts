/** Every way in which Dublê itself refuses something, as a closed list. */
export type ErrorCode =
  | 'bad_duration'
  | 'bad_instant'
  | 'bad_zone'
  | 'bad_option'
  | 'unknown_option'
  | 'unknown_profile'
  | 'unknown_vendor'
  | 'unknown_state'
  | 'unknown_operation'
  | 'unknown_outcome'
  | 'unknown_world'
  | 'unknown_credential'
  | 'unknown_fault'
  | 'bad_fault'
  | 'bad_world'
  | 'world_exists'
  | 'too_many_worlds'
  | 'bad_fixture'
  | 'bad_home'
  | 'bad_template'
  | 'bad_scenario'
  | 'not_possible'
  | 'not_recordable'
  | 'bad_ledger'
  | 'bad_contract'
  | 'bad_import'
  | 'bad_observation'
  | 'bad_probe'
  | 'bad_room'
  | 'port_in_use'
  | 'cannot_listen'
  | 'no_duble'
  | 'no_command'
  | 'no_pact'
  | AdminRefusal

/** What the admin API refuses beside that. */
type AdminRefusal =
  | 'bad_body'
  | 'admin_shut'
  | 'foreign_host'
  | 'foreign_origin'
  | 'no_admin_token'
  | 'unknown_path'
  | 'wrong_method'
  | 'duble_bug'

/**
 * An error of Dublê's own: a code from a closed list, the facts as fields, one sentence for the reader.
 *
 * @example new DubleError('bad_duration', '"5" is not a duration: write "5m" or "5s"', { given: '5' })
 */
export class DubleError extends Error {
  override readonly name = 'DubleError'
  readonly code: ErrorCode
  readonly facts: Readonly<Record<string, unknown>>

  constructor(code: ErrorCode, message: string, facts: Readonly<Record<string, unknown>> = {}) {
    super(message)
    this.code = code
    this.facts = facts
  }
}
