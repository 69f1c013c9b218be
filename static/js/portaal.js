// Enrichment only: without this file every page works, buttons then simply send the form. Contract: docs/bouwstenen.md.
(() => {
  const $ = (s, e = document) => e.querySelector(s), $$ = (s, e = document) => [...e.querySelectorAll(s)];
  const maak = (soort, kenmerken = {}, ...kinderen) => {
    const e = Object.assign(document.createElement(soort), kenmerken);
    e.append(...kinderen);
    return e;
  };

  // What a script says is Dutch here; a page in another language brings its words (swv_portal/schermtaal.py).
  const woorden = JSON.parse($('#schermteksten')?.textContent ?? '{}');
  window.inTaal = (dutch, ...waarden) => (woorden[dutch] ?? dutch).replace(/\{(\d)\}/g, (_, n) => waarden[n]);

  // Menu and filters are open in the HTML; on a narrow screen they fold.
  const smal = matchMedia('(max-width:47.99rem)');
  const vouw = () => {
    $$('[data-smal-dicht]').forEach(d => { d.open = !smal.matches; });
    $$('[data-breed-dicht]').forEach(d => { d.open = smal.matches; });
  };
  vouw();
  smal.addEventListener('change', vouw);
  // ‘Meer’ lies over the page: it goes when one looks elsewhere, or with Escape.
  $$('.swv-nav__meer').forEach(meer => {
    const weg = e => { if (!smal.matches && !meer.contains(e.relatedTarget ?? e.target)) meer.open = false; };
    meer.addEventListener('focusout', e => e.relatedTarget && weg(e));
    document.addEventListener('click', weg);
    meer.addEventListener('keydown', e => {
      if (e.key !== 'Escape' || smal.matches || !meer.open) return;
      meer.open = false; $('summary', meer)?.focus();
    });
  });
  $$('[data-met-script]').forEach(e => { e.hidden = false; });

  // Tabs slide on a phone; a browser leaves the one with the focus half out of sight.
  $$('.swv-tabs').forEach(lijst => lijst.addEventListener('focusin', e => e.target.scrollIntoView({ block: 'nearest', inline: 'nearest' })));
  // And the page begins with the tab that is open in sight, without moving the page itself.
  $$('.swv-tabs a[aria-current]').forEach(open => {
    const lijst = open.closest('.swv-tabs'), plek = open.getBoundingClientRect(), rand = lijst.getBoundingClientRect();
    if (plek.right > rand.right || plek.left < rand.left) lijst.scrollLeft += plek.left - rand.left - 16;
  });

  // What went wrong, or what was just done, is read first.
  ($('.swv-error-summary') ?? $('[data-bericht]'))?.focus();

  // A code behind the # of a QR code goes into its box and out of the address; it was never sent to the server.
  $$('[data-uit-adres]').forEach(vak => {
    if (location.hash.length < 2) return;
    vak.value = location.hash.slice(1, 41);
    history.replaceState(null, '', location.pathname);
  });

  // Character counter: tells at once, is announced after a pause.
  $$('[data-max]').forEach(veld => {
    const teller = document.getElementById(`${veld.id}_teller`);
    if (!teller) return;
    const stem = maak('span', { className: 'vh' });
    const tel = maak('span');
    tel.setAttribute('aria-hidden', 'true');
    stem.setAttribute('role', 'status');
    teller.replaceChildren(tel, stem);
    let pauze;
    const zeg = () => {
      const over = veld.dataset.max - veld.value.length;
      return over < 0 ? inTaal('{0} tekens te veel', -over) : inTaal('Nog {0} van {1} tekens over', over, veld.dataset.max);
    };
    const toon = () => { tel.textContent = zeg(); };
    veld.addEventListener('input', () => {
      toon();
      clearTimeout(pauze);
      pauze = setTimeout(() => { stem.textContent = zeg(); }, 1500);
    });
    toon();
  });

  // Files may be dropped on the box; the input stays the way for everybody.
  $$('[data-sleepvak]').forEach(vak => {
    const invoer = $('input[type=file]', vak);
    const boven = aan => e => { e.preventDefault(); vak.classList.toggle('is-boven', aan); };
    ['dragenter', 'dragover'].forEach(n => vak.addEventListener(n, boven(true)));
    ['dragleave', 'drop'].forEach(n => vak.addEventListener(n, boven(false)));
    vak.addEventListener('drop', e => {
      if (!e.dataTransfer.files.length) return;
      invoer.files = e.dataTransfer.files;
      invoer.dispatchEvent(new Event('change', { bubbles: true }));
    });
  });

  // "2 gekozen" and "kies alle" in a list.
  $$('[data-kies-alle]').forEach(alle => {
    const vakjes = $$('tbody [type=checkbox]', alle.closest('table')), aantal = $('[data-aantal-gekozen]');
    const tel = () => {
      const n = vakjes.filter(v => v.checked).length;
      if (aantal) aantal.textContent = n;
      alle.indeterminate = n > 0 && n < vakjes.length;
      alle.checked = n > 0 && n === vakjes.length;
    };
    alle.addEventListener('change', () => { vakjes.forEach(v => { v.checked = alle.checked; }); tel(); });
    vakjes.forEach(v => v.addEventListener('change', tel));
    tel();
  });

  // Single keys, only for who switched them on (WCAG 2.1.4): never with another key, never while typing.
  const toetsen = $('#toetsen');
  if (toetsen) {
    const rijen = $$('[data-rij]'), vak = 'a,button,input:not([type=hidden]),select';
    const doel = wat => { const e = $(`[data-toets=${wat}]`); return e?.matches(vak) ? e : e && $(vak, e); };
    let hier = -1;
    const naar = nummer => {
      hier = Math.max(0, Math.min(nummer, rijen.length - 1));
      $('[data-open]', rijen[hier])?.focus();
    };
    rijen.forEach((rij, nummer) => rij.addEventListener('focusin', () => { hier = nummer; }));
    const doen = {
      '/': () => doel('zoek')?.focus(),
      j: () => rijen.length && naar(hier + 1),
      k: () => rijen.length && naar(hier - 1),
      x: () => rijen[hier] && $('[name=kies]', rijen[hier])?.click(),
      o: () => rijen[hier] && $('[data-open]', rijen[hier])?.click(),
      n: () => doel('volgende')?.click(),
      a: () => doel('toewijzen')?.focus(),
      m: () => doel('notitie')?.click(),
      '?': () => toetsen.showModal(),
    };
    addEventListener('keydown', e => {
      const typt = e.target.matches('textarea,select,input:not([type=checkbox]):not([type=radio])');
      if (typt || e.ctrlKey || e.metaKey || e.altKey || e.isComposing || $('dialog[open]') || !Object.hasOwn(doen, e.key)) return;
      e.preventDefault();
      doen[e.key]();
    });
  }

  // Fields that only matter with one answer: data-toon-bij="name=value" or "name=value1|value2".
  $$('[data-toon-bij]').forEach(blok => {
    const [naam, waarden] = blok.dataset.toonBij.split('='), formulier = blok.closest('form');
    const kies = () => { blok.hidden = !waarden.split('|').includes(new FormData(formulier).get(naam) ?? ''); };
    formulier.addEventListener('change', kies);
    kies();
  });

  // A second click while the first is under way does nothing.
  addEventListener('submit', e => {
    if (e.target.dataset.bezig) return e.preventDefault();
    if (e.target.method === 'post') setTimeout(() => { if (!e.defaultPrevented) e.target.dataset.bezig = '1'; });
  });
  addEventListener('pageshow', () => $$('form[data-bezig]').forEach(f => delete f.dataset.bezig));

  // Dates that follow from what is chosen: the server computes them, the piece is replaced.
  $$('form[data-bereken]').forEach(formulier => {
    formulier.addEventListener('change', async e => {
      const stuk = $('.swv-uitkomst', formulier);
      if (!stuk || e.target.tagName === 'TEXTAREA') return;
      try {
        const r = await fetch(formulier.dataset.bereken, { method: 'POST', body: new FormData(formulier), redirect: 'error', headers: { 'X-Fragment': '1' } });
        if (r.ok) stuk.innerHTML = new DOMParser().parseFromString(await r.text(), 'text/html').body.firstElementChild.innerHTML;
      } catch { /* the button Bewaar computes it as well */ }
    });
  });
  $$('[data-zonder-script]').forEach(e => e.remove());

  // Something is being made: fetch this piece again until it no longer asks for it.
  const ververs = stuk => setTimeout(async () => {
    try {
      const r = await fetch(stuk.dataset.ververs, { headers: { 'X-Fragment': '1' }, redirect: 'error' });
      if (!r.ok) throw 0;
      const nieuw = new DOMParser().parseFromString(await r.text(), 'text/html').body.firstElementChild;
      if (!nieuw) return;
      stuk.replaceWith(nieuw);
      if (nieuw.dataset.ververs) ververs(nieuw);
    } catch { ververs(stuk); }
  }, (stuk.dataset.verversElke || 5) * 1000);
  $$('[data-ververs]').forEach(ververs);

  // Reading aloud with the voice of the device; no button without a Dutch voice.
  const lees = $('#voorlezen'), stem = window.speechSynthesis;
  if (lees && stem) {
    const taal = document.documentElement.lang === 'nl' ? 'nl-NL' : document.documentElement.lang;
    const kan = () => { lees.hidden = !stem.getVoices().some(v => v.lang.startsWith(taal.slice(0, 2))); };
    kan();
    stem.addEventListener?.('voiceschanged', kan);
    const uit = () => lees.setAttribute('aria-pressed', 'false');
    lees.addEventListener('click', () => {
      if (stem.speaking) { stem.cancel(); return uit(); }
      const u = new SpeechSynthesisUtterance($$('[data-voorlezen]').map(e => e.innerText).join('. '));
      Object.assign(u, { lang: taal, rate: 0.92, onend: uit });
      stem.speak(u);
      lees.setAttribute('aria-pressed', 'true');
    });
  }
})();
