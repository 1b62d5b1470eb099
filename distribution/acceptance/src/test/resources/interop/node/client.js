// Drives a supervisord with the package xmlrpc of the npm registry and prints what each call comes to.
//
//     node client.js all|bytes SOCKET PORT USER PASSWORD
'use strict';

const xmlrpc = require('xmlrpc');

const [what, socketPath, port, user, pass] = process.argv.slice(2);

const unix = () => xmlrpc.createClient({ socketPath, path: '/RPC2' });
const inet = (password) =>
  xmlrpc.createClient({ host: '127.0.0.1', port, path: '/RPC2', basic_auth: { user, pass: password } });

function call(client, method, ...parameters) {
  return new Promise((resolve, reject) =>
    client.methodCall(method, parameters, (error, value) => (error ? reject(error) : resolve(value))));
}

async function show(label, work) {
  let text;
  try {
    text = JSON.stringify(await work());
  } catch (error) {
    text = error.faultCode === undefined ? 'error ' + error.message : `fault ${error.faultCode} ${error.faultString}`;
  }
  console.log(`${label}: ${text}`);
}

const shapes = (struct) =>
  Object.entries(struct).filter(([field]) => field !== 'autorestart').map(([field, value]) => [field, typeof value]);

async function drive(label, client) {
  const each = (method, ...parameters) =>
    show(`${label} ${method}(${JSON.stringify(parameters)})`, () => call(client, method, ...parameters));
  await each('supervisor.getState');
  await each('supervisor.getAPIVersion');
  await show(label + ' pid', async () => (await call(client, 'supervisor.getPID')) > 1);
  await show(label + ' info', async () => shapes(await call(client, 'supervisor.getProcessInfo', 'cat')));
  await show(label + ' config', async () => 
    [...new Set((await call(client, 'supervisor.getAllConfigInfo')).map((c) => JSON.stringify(shapes(c))))]);
  await each('supervisor.stopProcess', 'cat');
  await each('supervisor.stopProcess', 'cat', true);
  await each('supervisor.startProcess', 'cat', false);
  await each('supervisor.startProcess', 'missing');
  await each('supervisor.startProcess', 'quick');
  await each('supervisor.startProcess', 'gr\u00fcn \u2713 <&>');
  await each('supervisor.signalProcess', 'pair:pair_00', 'CONT');
  await each('supervisor.readProcessStdoutLog', 'words', 0, 0);
  await each('supervisor.tailProcessStdoutLog', 'words', 0, 5);
  await each('supervisor.nosuch');
  await each('supervisor.getPID', 1);
  await each('supervisor.reloadConfig');
  await each('system.multicall', [
    { methodName: 'supervisor.getIdentification', params: [] },
    { methodName: 'supervisor.stopProcess', params: ['quiet'] },
    { methodName: 'supervisor.startProcess', params: ['quiet', true] },
    { methodName: 'supervisor.getProcessInfo', params: ['nosuch'] },
  ]);
  for (const action of ['stopProcess', 'startProcess']) { // in the order in which they happen to be done
    await show(`${label} ${action} pair`, async () =>
      (await call(client, 'supervisor.' + action, 'pair:*')).sort((a, b) => a.name.localeCompare(b.name)));
  }
  await show(label + ' side by side', () =>
    Promise.all(Array.from({ length: 20 }, () => call(client, 'supervisor.getState'))));
}

async function main() {
  if (what === 'all') {
    await drive('unix', unix());
    await drive('inet', inet(pass));
    await show('wrong password', () => call(inet('wrong'), 'supervisor.getState').catch((e) => e.res.statusCode));
  } else {
    for (const client of [unix(), inet(pass)]) {
      await show('read', () => call(client, 'supervisor.readProcessStdoutLog', 'bytes', 0, 0));
      await show('tail', () => call(client, 'supervisor.tailProcessStdoutLog', 'bytes', 0, 1000));
    }
  }
  console.log('done');
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
