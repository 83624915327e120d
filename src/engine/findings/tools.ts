/** A tool that asks by itself, known by how it names itself. */
export interface Tool {
  readonly name: string
  /** How its header User-Agent begins. */
  readonly agent: string
  /** What it does that a wait does not bear, to be read behind its name. */
  readonly habit: string
  readonly remedy: string
}

const TOOLS: readonly Tool[] = [
  {
    name: 'Power Query',
    // Excel's and Power BI's: `Microsoft.Data.Mashup (https://go.microsoft.com/fwlink/?LinkID=304225)`
    agent: 'Microsoft.Data.Mashup',
    habit: 'evaluates one query several times: for the preview, for the refresh, for the privacy check',
    remedy:
      'Let a job of your own ask once per wait and keep the answer, and let Power Query read that copy; its background preview and its privacy check can be switched off, but each refresh still asks',
  },
  {
    name: 'Grafana',
    // `Grafana/11.2.0`
    agent: 'Grafana/',
    habit: 'asks for each panel, and again at each refresh of the dashboard',
    remedy:
      "Let one panel ask and the others show its result (the data source Dashboard), and set the dashboard's refresh above the wait, or keep the answer in between",
  },
]

/** The tool behind a User-Agent, if it is a known one. */
export const toolOf = (agent: unknown): Tool | undefined =>
  typeof agent === 'string' ? TOOLS.find((tool) => agent.startsWith(tool.agent)) : undefined
