import { hash } from 'node:crypto'

/** The SHA-256 of bytes, in hexadecimal: what tells two contents apart without keeping them. */
export const sha256 = (bytes: Uint8Array): string => hash('sha256', bytes)
