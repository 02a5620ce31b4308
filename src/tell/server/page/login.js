// Logs in with a token, then leads to the page that was wanted.
import { byId } from './dom.js';
import { readSession, send } from './session.js';
import { language, words } from './words.js';

/** Where to go on: below the folder of this page, nowhere else. */
function wanted() {
  const home = new URL('./', location.href);
  const asked = new URLSearchParams(location.search).get('to') ?? '';
  const to = new URL(`./${asked}`, home);
  return to.origin === home.origin && to.pathname.startsWith(home.pathname) ? to.href : home.href;
}

function say(error) {
  byId('enter').disabled = false;
  if (error.status === 401) byId('said').textContent = words.wrongToken;
  else if (error.status === 429) byId('said').textContent = words.tooOften(error.wait);
  else byId('said').textContent = words.noAnswer;
}

document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
byId('token-label').textContent = words.token;
byId('enter').textContent = words.signIn;
byId('how').textContent = words.howToToken;
byId('login').addEventListener('submit', (event) => {
  event.preventDefault();
  byId('said').textContent = '';
  byId('enter').disabled = true;
  send('api/v1/session', { token: byId('token').value.trim() }).then(() => location.replace(wanted()), say);
});
// Who follows a link from elsewhere comes here logged in: browsers keep the cookie back from such links.
readSession().then((session) => {
  if (session.name !== undefined) location.replace(wanted());
}, say);
