import { corsRule, every, factRule, has, optionRule, pathRule, type Rules, type Seen } from './rule.ts'
import { namesIn, within } from './shape.ts'

/** The four that the document lists. */
const REFUSALS = ['params_failed', 'authentication_failed', 'execute_failed', 'not_found_failed']
const refusals = (seen: Seen) => seen.of().filter(({ outcome = '' }) => REFUSALS.includes(outcome))
const REPORTS = ['tabs_list_all', 'dialer_list_all']
const out = (seen: Seen, place: string) => within(seen.answers(['get_agent_list'], 'response.result'), place)

/** By status: 401 for all of them, or one for each. */
function errorStatus(seen: Seen): (string | undefined)[] {
  const found = refusals(seen)
  const statuses = new Set(found.map(({ status }) => status))
  if (found.length === 0) return []
  if (statuses.size === 1 && statuses.has(200)) return ['200']
  if (
    statuses.size === 1 &&
    statuses.has(401) &&
    found.some(({ outcome }) => outcome !== 'authentication_failed')
  )
    return ['401']
  return statuses.has(200) ? [] : ['per_type']
}

const withBody = (seen: Seen, ...of: string[]) => seen.of(...of).filter(({ body }) => body !== undefined)

export const vocom: Rules = {
  synonyms: {
    pausa: 'break',
    chamada: 'call',
    agente: 'agent',
    fila: 'queue',
    tabulation: 'tab',
    discador: 'dialer',
  },
  rules: [
    pathRule('C-Q1', /^(?!tabs_|dialer_)/),
    optionRule(
      'C-Q2',
      'agent_list.spaced_path',
      (seen) =>
        seen.all.flatMap(({ path, status }) =>
          /interact_cti( |%20)\/get_agent_list/.test(path) && status === 200 ? ['true'] : [],
        ),
      { true: 'the agent list answers at the path with a space' },
    ),
    pathRule('C-Q3', ...REPORTS),
    factRule(
      'C-Q4',
      (seen) => {
        const shape = seen.answers(
          ['get_break_list', 'state_set_break', 'state_return_break'],
          'response.command',
        )
        return shape === undefined ? undefined : shape.kinds.length === 0 && shape.listed.includes('break')
      },
      'the break list, a break and the return from it name the command break',
      'the break list, a break or the return from it name another command than break',
    ),
    optionRule(
      'C-Q5',
      'tabs.count',
      (seen) =>
        seen
          .ok('tabs_list_all')
          .flatMap(({ answer }) => (answer ? [String(has(within(answer, 'response'), 'count'))] : [])),
      { true: 'the tabulation report has a count', false: 'the tabulation report has no count' },
    ),
    factRule(
      'C-Q6',
      (seen) =>
        every(
          seen.ok('call_services').filter(({ body }) => body),
          ({ body }) => has(body, 'branch') && !has(body, 'call_id'),
        ),
      'a call is placed with a branch and without a call_id',
      'a call was placed without a branch, or with a call_id',
    ),
    factRule(
      'C-Q7',
      (seen) =>
        every(
          seen.ok('tabs_list_all').filter(({ body }) => body),
          ({ body }) => has(body, 'company_id'),
        ),
      'the tabulation report is asked for with company_id',
      'the tabulation report came without company_id',
    ),
    factRule(
      'C-Q8',
      (seen) => {
        const kinds = seen.answers(['tabs_list_all'], 'response.list.*.start_epoch')?.kinds ?? []
        return kinds.length === 0 ? undefined : kinds.every((kind) => kind === 'moment')
      },
      'start_epoch is a date and time',
      'start_epoch is no date and time',
    ),
    optionRule(
      'C-Q11',
      'date_seconds',
      (seen) =>
        withBody(seen, ...REPORTS).flatMap(({ operation, body, outcome }) => {
          const kinds = within(body, 'date_begin')?.kinds ?? []
          const unprinted = operation === 'tabs_list_all' ? 'minute' : 'moment'
          if (kinds.length !== 1 || kinds[0] !== unprinted) return []
          return outcome === 'ok' ? ['either'] : outcome === 'params_failed' ? ['as_printed'] : []
        }),
      {
        either: 'a report takes dates as the other one prints them',
        as_printed: 'a report refuses dates as the other one prints them',
      },
    ),
    ...['C-Q12', 'C-A01'].map((row) =>
      optionRule(row, 'error_http_status', errorStatus, {
        200: 'errors came with HTTP status 200',
        401: 'every error came with HTTP status 401',
        per_type: 'errors came with an HTTP status by type',
      }),
    ),
    optionRule(
      'C-Q21',
      'logged_out_fields',
      (seen) => {
        const names = namesIn(out(seen, 'logged_out_agents.*'))
        if (names.length === 0) return []
        return names.includes('no_answer_count')
          ? ['observed']
          : names.length <= 2
            ? ['name_and_status']
            : ['all_empty']
      },
      {
        all_empty: 'a logged-out agent has the keys of one who is logged in',
        name_and_status: 'a logged-out agent has a name and a status alone',
        observed: 'a logged-out agent has keys of his own',
      },
    ),
    optionRule(
      'C-O15',
      'agent_groups',
      (seen) =>
        ['logged_out_agents', 'logged_in_agents'].flatMap((group) => {
          const shape = out(seen, group)
          return shape?.record || shape?.fields ? ['indexed'] : shape?.items ? ['array'] : []
        }),
      {
        indexed: 'a group of agents came as an object with numbers as keys',
        array: 'groups of agents came as lists',
      },
    ),
    optionRule(
      'C-A02',
      'content_type',
      (seen) =>
        seen
          .of()
          .flatMap(({ type = '' }) =>
            type.startsWith('text/html')
              ? ['text/html; charset=UTF-8']
              : type.startsWith('application/json')
                ? ['application/json']
                : [],
          ),
      {
        'application/json': 'answers are labelled application/json',
        'text/html; charset=UTF-8': 'answers are labelled text/html',
      },
    ),
    optionRule(
      'C-A04',
      'empty_strings',
      (seen) =>
        withBody(seen).flatMap(({ body, outcome }) => {
          const empty = ['agent', 'branch', 'company_id', 'queue', 'break_id'].some(
            (name) => within(body, name)?.kinds.join() === 'empty',
          )
          return !empty
            ? []
            : outcome === 'ok'
              ? ['accepted']
              : outcome === 'params_failed'
                ? ['refused']
                : []
        }),
      {
        accepted: 'a required field that is empty is accepted',
        refused: 'a required field that is empty is params_failed',
      },
    ),
    optionRule(
      'C-A05',
      'error_body',
      (seen) =>
        refusals(seen).flatMap(({ answer }) => {
          const names = namesIn(within(answer, 'response'))
          return names.length === 0
            ? []
            : names.length <= 2
              ? ['minimal']
              : names.includes('command')
                ? ['like_success']
                : []
        }),
      {
        like_success: 'an error has the keys of a success',
        minimal: 'an error has status and status_type alone',
      },
    ),
    optionRule(
      'C-A06',
      'slashless',
      (seen) =>
        seen.all.flatMap(({ path, status, outcome }) =>
          path.endsWith('/') || path.endsWith('{?}')
            ? []
            : outcome === 'ok'
              ? ['served']
              : status === 404
                ? ['404']
                : [],
        ),
      { served: 'a path without its last slash is served', 404: 'a path without its last slash is 404' },
    ),
    optionRule(
      'C-A07',
      'cap',
      (seen) => seen.ok().flatMap(({ traits }) => (traits.includes('cap') ? ['silent'] : [])),
      { silent: 'an answer with exactly as many records as the limit went well' },
    ),
    optionRule(
      'C-A09',
      'empty_list',
      (seen) =>
        REPORTS.flatMap((name) => {
          const shape = seen.answers([name], 'response.list')
          return shape?.kinds.includes('empty') ? ['string'] : shape?.items === null ? ['array'] : []
        }),
      {
        array: 'a report that finds nothing has an empty list',
        string: 'a report that finds nothing has an empty text',
      },
    ),
    corsRule('C-A10'),
  ],
}
