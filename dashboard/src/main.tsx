import { render } from 'preact';
import { App } from './app.tsx';
import './style/theme.ts';
import './style/base.css';
import './style/common.css';

render(<App />, document.getElementById('app')!);
