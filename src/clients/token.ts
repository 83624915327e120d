/** What a token endpoint gave. */
export interface Granted {
  readonly token: string
  /** Milliseconds that it lives, where it was told. */
  readonly lives?: number
}

/** One access token for many calls. */
export interface TokenKeeper {
  /** A token that should be good: the kept one, or a new one. */
  current(): Promise<string>
  /** Another token than one that was refused: asked for once, however many calls were refused with it. */
  renew(refused: string): Promise<string>
}

/**
 * Keeps a token until it expires or is refused; calls that need one at the same time share one request.
 *
 * @example const keeper = keepToken(() => askForToken(), clock.now)
 */
export function keepToken(ask: () => Promise<Granted>, now: () => number): TokenKeeper {
  let kept: { readonly token: string; readonly until: number } | undefined
  let asking: Promise<string> | undefined
  let renewal: { readonly refused: string; readonly promise: Promise<string> } | undefined
  const request = async (): Promise<string> => {
    const asked = now() // before the answer travels: a token is never believed longer than it lives
    try {
      const { token, lives = Number.POSITIVE_INFINITY } = await ask()
      kept = { token, until: asked + lives }
      return token
    } finally {
      asking = undefined
    }
  }
  const share = (): Promise<string> => {
    asking ??= request()
    return asking
  }
  return {
    current: async () => (kept !== undefined && now() < kept.until ? kept.token : share()),
    async renew(refused) {
      if (kept !== undefined && kept.token !== refused) return kept.token
      if (renewal?.refused === refused) return renewal.promise
      kept = undefined
      renewal = { refused, promise: share() }
      return renewal.promise
    },
  }
}
