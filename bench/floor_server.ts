/** The floor of the bench: a bare Node server on the same PostgreSQL, one token lookup and one statement a request. Nothing can be cheaper and still ask. */

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import pg from 'pg';

const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 20 });

const statements: Record<string, { name: string; text: string }> = {
  command: { name: 'command', text: 'insert into floor_item (id, data) values ($1, $2) returning id' },
  read: { name: 'read', text: 'select id, data from floor_item where id = $1' },
  list: { name: 'list', text: 'select id, data from floor_item where id > $1 order by id limit 50' },
  update: { name: 'update', text: 'update floor_item set data = $2 where id = $1 returning id' },
};

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [, operation = '', id = ''] = request.url!.split('/');
  const token = request.headers.authorization ?? '';
  const known = await pool.query({ name: 'token', text: 'select person from floor_token where token = $1', values: [token] });
  const statement = statements[operation];
  if (known.rowCount === 0 || !statement) return void response.writeHead(known.rowCount === 0 ? 401 : 404).end();
  const writes = operation === 'command' || operation === 'update';
  const { rows } = await pool.query({ ...statement, values: writes ? [id, await bodyOf(request)] : [id] });
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(rows));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return JSON.stringify(JSON.parse(text));
}

const server = createServer((request, response) => {
  answer(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
});
server.listen(Number(process.env['PORT']), '127.0.0.1', () => console.log('ready'));
