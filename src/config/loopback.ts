/** What `npm start` runs without a configuration file: unprivileged, on loopback, without a firewall. */
export const loopbackProfile = {
  state: './.gate511',
  portal: { url: 'http://127.0.0.1:8510/', listen: '127.0.0.1:8510', name: 'gate511' },
  interceptor: { listen: '127.0.0.1:8511' },
  admin: { listen: '127.0.0.1:8512' },
  firewall: 'none',
  zones: {
    loopback: {
      interface: 'lo',
      login: ['click-through'],
      session: { duration: '8h' },
      neighbours: { '127.0.0.1': '02:00:00:00:00:01', '::1': '02:00:00:00:00:01' },
    },
  },
};
