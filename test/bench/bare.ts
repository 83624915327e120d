/**
 * The measure: a bare node:http server that reads each request's body and writes the bytes of a file, headers included,
 * for a load generator is quicker with some lengths of a head than with others.
 */
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'

const [port = '0', file = '', headers = '{}'] = process.argv.slice(2)
const bytes = file === '' ? Buffer.from('{}') : readFileSync(file)
const head = { ...JSON.parse(headers), 'content-length': bytes.length }
createServer({ keepAliveTimeout: 10_000 }, (request, response) => {
  request.on('data', () => {})
  request.on('end', () => {
    response.writeHead(200, head)
    response.end(bytes)
  })
}).listen(Number(port), '127.0.0.1')
