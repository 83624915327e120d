/** Every assumption about the customer API as a named option: the first word is the default. */
import { choice, duration, flag } from '#engine'

// biome-ignore format: a table
export const options = {
  // Who calls
  auth:                    choice(['both', 'basic', 'oauth2']),
  'oauth.dialect':         choice(['rfc', 'br']),
  'oauth.expires_in':      duration('3600s'),
  'oauth.revoked_after':   duration('0s'),
  'oauth.scopes':          choice(['checked', 'ignored']),
  'oauth.scope_in_answer': flag(false),
  // What is asked for
  unknown_customer:        choice(['empty', 'not_found']),
  repeated_parameter:      choice(['refused', 'last', 'first']),
  mandatory:               choice(['name_and_key', 'none']),
  // How a customer is printed
  address_style:           choice(['camel', 'snake', 'both']),
  birth_key:               choice(['data_nascimen', 'data_nascimento']),
  flags:                   choice(['text', 'boolean']),
  codigo:                  choice(['served', 'omitted']),
  empty_fields:            choice(['omitted', 'empty']),
  // What a platform must survive
  answer_shape:            choice(['array', 'object', 'nested', 'array_field', 'typed_values', 'html']),
  literal_invalid_json:    flag(false),
  delay:                   duration('0s'),
} as const
