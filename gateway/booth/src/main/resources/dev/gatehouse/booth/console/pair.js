// The pairing page: sends the code and says what became of it.
const messages = JSON.parse(document.getElementById('messages').textContent);
const form = document.getElementById('pair');
const field = document.getElementById('code');
const answer = document.getElementById('answer');

function say(key, seconds) {
  answer.textContent = messages[key].replace('{seconds}', seconds);
}

document.querySelectorAll('nav a').forEach((link) => {
  if (link.lang === document.documentElement.lang) link.setAttribute('aria-current', 'true');
});

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  answer.textContent = '';
  let response;
  try {
    response = await fetch('/pair', {
      method: 'POST',
      body: new URLSearchParams(new FormData(form)),
      signal: AbortSignal.timeout(10000),
    });
  } catch {
    say('pair.unreachable');
    return;
  }
  if (response.status === 204) {
    location.replace('/');
    return;
  }
  if (response.status === 403) say('pair.wrong');
  else if (response.status === 429) say('pair.locked', response.headers.get('Retry-After'));
  else if (response.status === 503) say('pair.busy');
  else say('pair.reload');
  field.select();
  field.focus();
});

field.focus();
