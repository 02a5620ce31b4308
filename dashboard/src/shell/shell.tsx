import { useEffect, useRef } from 'preact/hooks';
import { link } from '../api/live.ts';
import { href, route } from '../base/route.ts';
import { useTick } from '../base/tick.ts';
import { byBox, clock, clockSeconds, now, zone } from '../base/time.ts';
import { Said } from '../parts/said.tsx';
import { language, words } from '../words/words.ts';
import { health, useBox } from './box.ts';
import { Icon } from './icon.tsx';
import { Menu } from './menu.tsx';
import { PAGES, type Page } from './pages.ts';
import './shell.css';

/** The frame of every page: where one is, which site and time it is there, whether all is well, and where else to go. */
export function Shell() {
  const box = useBox();
  const [first = 'now'] = route.value.parts;
  const page = PAGES.find(({ id }) => id === first);
  const { nav, notFound } = words.value;
  const site = health.value?.site.name ?? 'Roost';
  useEffect(() => {
    document.documentElement.lang = language.value === 'zh' ? 'zh-CN' : 'en';
    document.title = page ? `${nav[page.id]} · ${site}` : site;
  }, [page, site, language.value]);
  const rail = useRef<HTMLElement>(null);
  useEffect(() => {
    // A new page begins at its top, also for who listens to it.
    scrollTo(0, 0);
    // On a phone not all pages fit beside each other: the one that is open does.
    const here = rail.current?.querySelector<HTMLElement>('[aria-current]');
    if (here) rail.current!.scrollLeft = here.offsetLeft - (rail.current!.clientWidth - here.offsetWidth) / 2;
  }, [first]);
  return (
    <div class="shell">
      <button type="button" class="skip" onClick={toContent}>
        {nav.skip}
      </button>
      <header class="top">
        <a class="site" href={href([])}>
          {site}
        </a>
        <SiteClock />
        <Link />
        <Menu />
      </header>
      <nav ref={rail} class="rail" aria-label={nav.main}>
        <ul>
          {PAGES.filter(({ inner }) => !inner).map((one) => (
            <Entry key={one.id} page={one} here={one.id === first} />
          ))}
        </ul>
      </nav>
      <main id="content" tabIndex={-1}>
        {page ? (
          // Times are asked for by the site's days and the box's clock: both are known first.
          <Said of={box} lines={8}>
            {() => health.value && <page.show key={page.id} />}
          </Said>
        ) : (
          <>
            <h1>{notFound.title}</h1>
            <p>
              <a href={href([])}>{notFound.home}</a>
            </p>
          </>
        )}
      </main>
    </div>
  );
}

function Entry({ page: { id }, here }: { readonly page: Page; readonly here: boolean }) {
  return (
    <li>
      <a href={href(id === 'now' ? [] : [id])} aria-current={here ? 'page' : undefined}>
        <Icon name={id} />
        <span>{words.value.nav[id]}</span>
      </a>
    </li>
  );
}

/** What time it is at the site, by the box's clock. */
function SiteClock() {
  useTick(1_000);
  if (!health.value) return <span class="site-clock" />;
  return (
    <span class="site-clock" title={words.value.siteTime(zone.value)}>
      <time>{clockSeconds(now())}</time>
    </span>
  );
}

/** Whether what is shown is as it is now. */
function Link() {
  const { state, at } = link.value;
  const { link: said } = words.value;
  return (
    <p class={`link ${state}`} role="status">
      <i aria-hidden="true" />
      <span>{state === 'lost' ? said.lost(clock(byBox(at))) : said[state]}</span>
    </p>
  );
}

/** A link cannot do so: the place behind `#` is the page that is shown. */
function toContent(): void {
  document.getElementById('content')?.focus();
}
