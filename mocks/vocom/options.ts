/** Every assumption about Vocom as a named option: the first word is the default, `observed` is what a public implementation does. */
import { capOptions, choice, duration, flag } from '#engine'

const observed = <const V extends string>(value: V) => ({ observed: value })

// biome-ignore format: a table
export const options = {
  // The wire
  error_http_status:       choice(['200', '401', 'per_type']),
  content_type:            choice(['application/json', 'text/html; charset=UTF-8'], observed('text/html; charset=UTF-8')),
  'auth.user_name':        choice(['checked', 'ignored'], observed('ignored')),
  empty_strings:           choice(['refused', 'accepted'], observed('accepted')),
  error_body:              choice(['like_success', 'observed', 'minimal'], observed('observed')),
  slashless:               choice(['404', 'served']),
  // Queries and reports
  ...capOptions,
  reversed_dates:          choice(['params_failed', 'empty']),
  date_end:                choice(['inclusive', 'exclusive']),
  date_seconds:            choice(['either', 'as_printed']),
  empty_list:              choice(['array', 'string']),
  'tabs.count':            flag(false),
  agent_answer_duration:   choice(['duration', 'hour']),
  unknown_mailing:         choice(['empty', 'not_found_failed']),
  unknown_hangup_cause:    choice(['empty', 'not_found_failed']),
  logged_out_fields:       choice(['all_empty', 'name_and_status', 'observed'], observed('observed')),
  agent_groups:            choice(['array', 'indexed'], observed('indexed')),
  'agent_list.spaced_path': flag(false),
  // Time
  'call.answered_after':   duration('0s'),
  'call_services.delay':   duration('0s', observed('10s')),
  'break.auto_return':     flag(false),
  // What is unknown
  unknown_company:         choice(['not_found_failed', 'ignored'], observed('ignored')),
  'call.unknown_company':  choice(['not_found_failed', 'execute_failed', 'ignored'], observed('execute_failed')),
  'call_terminate.unknown_company': choice(['not_found_failed', 'execute_failed', 'ignored'], observed('ignored')),
  unknown_agent:           choice(['not_found_failed', 'ok'], observed('ok')),
  'call.empty_id':         choice(['not_found_failed', 'execute_failed', 'ok'], observed('execute_failed')),
  unknown_call:            choice(['not_found_failed', 'ok', 'execute_failed'], observed('ok')),
  foreign_call:            choice(['not_found_failed', 'ok'], observed('ok')),
  // The agent
  'login.unknown_agent':   choice(['not_found_failed', 'execute_failed']),
  'login.no_queue':        choice(['not_found_failed', 'ok']),
  'login.unknown_branch':  choice(['not_found_failed', 'ok'], observed('ok')),
  'login.branch_in_use':   choice(['ok', 'execute_failed']),
  'login.again':           choice(['ok', 'execute_failed']),
  'login.other_branch':    choice(['execute_failed', 'ok'], observed('ok')),
  'login.on_break':        choice(['execute_failed', 'not_found_failed', 'ok'], observed('not_found_failed')),
  'logout.unknown_agent':  choice(['not_found_failed', 'execute_failed'], observed('execute_failed')),
  'logout.unknown_branch': choice(['not_found_failed', 'ok'], observed('ok')),
  'logout.on_break':       choice(['ok', 'execute_failed', 'no_status'], observed('no_status')),
  'logout.logged_out':     choice(['execute_failed', 'ok', 'no_status'], observed('no_status')),
  'logout.in_call':        choice(['execute_failed', 'ok'], observed('ok')),
  'get_break_list.unknown_agent':      choice(['not_found_failed', 'ok'], observed('ok')),
  'get_break_list.logged_out':         choice(['ok', 'execute_failed']),
  'state_set_break.logged_out':        choice(['execute_failed', 'ok']),
  'state_set_break.on_break':          choice(['execute_failed', 'ok']),
  'state_set_break.unknown_break':     choice(['not_found_failed', 'execute_failed']),
  'state_set_break.in_call':           choice(['execute_failed', 'ok'], observed('ok')),
  'state_return_break.not_on_break':   choice(['execute_failed', 'ok'], observed('ok')),
  'get_agent_list.unknown_queue':      choice(['not_found_failed', 'ok'], observed('ok')),
  // The call
  'call_services.logged_out':          choice(['execute_failed', 'ok'], observed('ok')),
  'call_services.on_break':            choice(['ok', 'execute_failed']),
  'call_services.in_call':             choice(['execute_failed', 'ok'], observed('ok')),
  'call_services.to_not_digits':       choice(['params_failed', 'ok'], observed('ok')),
  'call_services.other_branch':        choice(['ok', 'execute_failed'], observed('execute_failed')),
  'call_services.unknown_branch':      choice(['not_found_failed', 'execute_failed', 'ok'], observed('execute_failed')),
  'call_hold.not_answered':            choice(['execute_failed', 'ok'], observed('ok')),
  'call_hold_retrieve.not_held':       choice(['execute_failed', 'ok'], observed('ok')),
  'call_transfer.ringing':             choice(['execute_failed', 'ok'], observed('ok')),
  'call_transfer.same_branch':         choice(['not_found_failed', 'ok'], observed('ok')),
  'call_transfer.unknown_branch':      choice(['not_found_failed', 'ok'], observed('ok')),
} as const
