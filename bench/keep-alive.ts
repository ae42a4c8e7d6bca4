// Preloaded into gate511 for one measurement only: its connections are not closed after each answer.
import { ServerResponse } from 'node:http';

const { setHeader } = ServerResponse.prototype;
ServerResponse.prototype.setHeader = function (name, value) {
  return setHeader.call(this, name, name === 'Connection' ? 'keep-alive' : value);
};
