// Preloaded into gate511 for one measurement only: its connections are not closed after each answer.
import { ServerResponse } from 'node:http';

const { writeHead } = ServerResponse.prototype;
ServerResponse.prototype.writeHead = function (this: ServerResponse, status: number, headers: string[] = []) {
  return writeHead.call(
    this,
    status,
    headers.map((word) => (word === 'close' ? 'keep-alive' : word)) as never,
  );
} as typeof writeHead;
