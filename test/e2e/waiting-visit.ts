// Connects to the portal, from an address of its choice, asks for the status when it hears SIGUSR1, and prints the answer.
import { connect } from 'node:net';

const [host = '', localAddress] = process.argv.slice(2);
const from = localAddress === undefined ? {} : { localAddress };
const socket = connect({ host, port: 80, ...from }, () => process.stdout.write('connected\n'));
const request = 'GET /status HTTP/1.1\r\nHost: login.hotspot.test\r\nConnection: close\r\n\r\n';
process.once('SIGUSR1', () => socket.write(request));
socket.pipe(process.stdout);
