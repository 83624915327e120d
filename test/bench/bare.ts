/** The measure: a bare node:http server that reads each request's body and writes the bytes it was given. */
import { createServer } from 'node:http'

const [port = '0', body = ''] = process.argv.slice(2)
const bytes = Buffer.from(body)
createServer((request, response) => {
  request.on('data', () => {})
  request.on('end', () => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': bytes.length })
    response.end(bytes)
  })
}).listen(Number(port), '127.0.0.1')
