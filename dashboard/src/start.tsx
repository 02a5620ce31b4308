import { options, render } from 'preact';
import { App } from './app.tsx';
import './style/theme.ts';
import './style/base.css';
import './style/common.css';

// What is shown takes its keys, events and answers from that moment on. By itself `useEffect` waits for the next painting, which is late on
// a busy machine: a key in between was lost, and what was typed by then was set back.
options.requestAnimationFrame = queueMicrotask;

render(<App />, document.getElementById('app')!);
