import { may } from '../../api/session.ts';
import { words } from '../../words/words.ts';
import { Audit } from './audit.tsx';
import { Backups } from './backups.tsx';
import { BoxFacts } from './box-facts.tsx';
import { Channels } from './channels.tsx';
import { Faults } from './faults.tsx';
import './system.css';
import { Tokens } from './tokens.tsx';

/** How the box is, who may use it, and who changed what. */
export function System() {
  return (
    <>
      <h1>{words.value.system.title}</h1>
      <div class="system">
        <BoxFacts />
        <Faults />
        {may('GET /api/v1/alerts/channels') && <Channels />}
        {may('GET /api/v1/backups') && <Backups />}
        {may('GET /api/v1/tokens') && <Tokens />}
        {may('GET /api/v1/audit') && <Audit />}
      </div>
      {!may('GET /api/v1/audit') && <p class="soft">{words.value.system.hidden}</p>}
    </>
  );
}
