/** The smallest files of the types that "geralmente" come, each valid to whoever looks inside. */

export interface SmallFile {
  readonly name: string
  readonly type: string
  readonly base64: string
}

const small = (name: string, type: string, base64: string): SmallFile => ({ name, type, base64 })

/** One pixel. */
export const PNG = small(
  'duble.png',
  'image/png',
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
)

export const GIF = small('duble.gif', 'image/gif', 'R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7')

export const JPG = small(
  'duble.jpg',
  'image/jpeg',
  '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA=',
)

/** One empty page. */
export const PDF = small(
  'duble.pdf',
  'application/pdf',
  Buffer.from(
    '%PDF-1.1\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 3 3]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
  ).toString('base64'),
)
