/** The measure: a bare node:http server that reads each request's body and writes the bytes of a file. */
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'

const [port = '0', file = '', type = 'application/json'] = process.argv.slice(2)
const bytes = file === '' ? Buffer.from('{}') : readFileSync(file)
createServer((request, response) => {
  request.on('data', () => {})
  request.on('end', () => {
    response.writeHead(200, { 'content-type': type, 'content-length': bytes.length })
    response.end(bytes)
  })
}).listen(Number(port), '127.0.0.1')
