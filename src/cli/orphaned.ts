/**
 * Tells when the shell that npm started us in is gone: npm hands a signal to its shell, and the shell to nobody, so
 * nobody else will end us then.
 *
 * @returns looks no more
 */
export function whenOrphaned(tell: () => void): () => void {
  if (process.env['npm_lifecycle_event'] === undefined) return () => {}
  const parent = process.ppid
  const look = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(look)
    tell()
  }, 200)
  look.unref()
  return () => clearInterval(look)
}
