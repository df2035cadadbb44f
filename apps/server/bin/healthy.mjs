// Ends with 0 when the server of this machine takes requests: for the image's health check, and for people.
const { PORT = '3000', HOST = '127.0.0.1' } = process.env;
const own = { '': '127.0.0.1', '0.0.0.0': '127.0.0.1', '::': '[::1]' }[HOST] ?? (HOST.includes(':') ? `[${HOST}]` : HOST);
// one that takes the connection and says nothing is not well either; the image's check is more impatient
const signal = AbortSignal.timeout(10_000);
const asked = await fetch(`http://${own}:${PORT || '3000'}/health/ready`, { signal }).catch((error) => ({
  ok: false,
  text: async () => `${error.cause ?? error}`,
}));
console.log(asked.ok ? 'ready' : `not ready: ${await asked.text()}`);
process.exitCode = asked.ok ? 0 : 1;
