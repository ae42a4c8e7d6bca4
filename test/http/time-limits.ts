/** Of a listener that waits for nobody long, in milliseconds. */
export const timeLimits = {
  headersTimeout: 50,
  requestTimeout: 100,
  keepAliveTimeout: 50,
  connectionsCheckingInterval: 20,
  idleTimeout: 200,
};
