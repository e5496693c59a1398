/** Waits for a started Sanbao, opens its first page, and signs in as somebody of the demo world. Any Node from 20 on. */

const address = process.argv[2];
const patienceMs = 180_000;
const deadline = Date.now() + patienceMs;
let passed = 0;

async function step(name, work) {
  try {
    const result = await work();
    passed += 1;
    console.log(`ok   ${name}`);
    return result;
  } catch (error) {
    console.log(`FAIL ${name}: ${error.message}`);
    console.log(`${passed} passed, 1 failed`);
    process.exit(1);
  }
}

/** The first start builds the screens and makes a database, so it is asked again until the time is up. */
async function ready() {
  for (;;) {
    const answer = await fetch(`${address}/ready`).catch(() => null);
    if (answer?.ok) return;
    if (Date.now() > deadline) throw new Error(`not ready after ${patienceMs / 1000} s`);
    await new Promise((done) => setTimeout(done, 500));
  }
}

async function ask(path, init) {
  const answer = await fetch(address + path, init);
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${(await answer.text()).slice(0, 300)}`);
  return answer;
}

await step('the server is ready', ready);
await step('the first page is there', async () => {
  const page = await (await ask('/')).text();
  if (!page.includes('<html')) throw new Error(`no page: ${page.slice(0, 200)}`);
});
const { people } = await step('the demo world tells its people', async () => (await ask('/demo.json')).json());
const cookie = await step('signing in', async () => {
  const { email, password } = people[0];
  const answer = await ask('/api/auth/sign-in/email', {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: address },
    body: JSON.stringify({ email, password }),
  });
  return answer.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ');
});
await step('the server knows who it is', async () => {
  const me = await (await ask('/api/v1/me', { headers: { cookie } })).json();
  if (typeof me.person_id !== 'string') throw new Error(JSON.stringify(me));
});
console.log(`${passed} passed, 0 failed`);
