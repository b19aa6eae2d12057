const KEY = 'pocketrank-review';

/** The token of the address; taken out of it, so that no picture of the screen holds it. */
function takeToken() {
  if (location.hash.length > 20) {
    sessionStorage.setItem(KEY, location.hash.slice(1));
    history.replaceState(null, '', location.pathname);
  }
  return sessionStorage.getItem(KEY) ?? '';
}

const token = takeToken();

/** Asks the program; throws an Error with its words. */
export async function ask(name, sent = {}) {
  const response = await fetch(`api/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-review-token': token },
    body: JSON.stringify(sent),
  }).catch(() => {
    throw new Error('The program does not answer. Is it still running?');
  });
  const answer = await response.json();
  if (!response.ok) throw Object.assign(new Error(answer.error), { status: response.status });
  return answer;
}
