// Nothing that was typed is lost: saving while typing, no internet, the end of a session, sending files.
// Enrichment only: without this file every form can be sent. What is typed stays in the page and nowhere else: nothing
// goes into the storage of the browser, so nothing is left there after logging out. Contract: docs/bouwstenen.md.
(() => {
  const $ = (s, e = document) => e.querySelector(s), $$ = (s, e = document) => [...e.querySelectorAll(s)];
  const maak = (soort, kenmerken = {}, ...kinderen) => {
    const e = Object.assign(document.createElement(soort), kenmerken);
    e.append(...kinderen);
    return e;
  };
  const uur = () => new Date().toLocaleTimeString('nl-NL', { hour: 'numeric', minute: '2-digit' }).replace(':', '.');
  const je = document.body.classList.contains('is-compact'), lijf = document.body.dataset;
  const savers = [];
  const onbewaard = () => savers.some(een => een.vuil());

  // --- no internet: said once, on top; what is typed waits ------------------------------------------------------
  const verbinding = maak('div', { className: 'swv-verbinding' });
  verbinding.setAttribute('role', 'status');
  document.body.prepend(verbinding);
  const geenInternet = je ? 'Geen internet. We bewaren zodra je weer verbinding hebt.' : inTaal('Geen internet. Wij bewaren zodra u weer verbinding heeft.');
  const toonVerbinding = () => {
    verbinding.replaceChildren(...(navigator.onLine ? [] : [maak('p', { textContent: geenInternet })]));
  };
  addEventListener('offline', toonVerbinding);
  addEventListener('online', () => { toonVerbinding(); savers.forEach(een => een.bewaar()); });
  toonVerbinding();

  // --- the session: how long it lasts, asking for more, logging in again beside the page ------------------------
  const waarschuwing = $('#sessie'), uitgelogd = $('#uitgelogd');
  const kanaal = 'BroadcastChannel' in window ? new BroadcastChannel('portaal-sessie') : null; // says that, never what
  let einde = Date.now() + (lijf.sessie || 0) * 1000;
  const verlengd = (seconden, elders = false) => {
    einde = Date.now() + seconden * 1000;
    if (waarschuwing?.open) waarschuwing.close();
    if (!elders) kanaal?.postMessage({ seconden, wie: lijf.sessieWie });
  };
  const penning = waarde => $$('[name=csrfmiddlewaretoken]').forEach(veld => { veld.value = waarde; });

  // Asks whether somebody is logged in: "weer" with a fresh token, "ander", "niet", or "weg" when nothing answers.
  let vraag = null;
  const stand = () => (vraag ??= (async () => {
    try {
      const r = await fetch(lijf.sessieStand, { redirect: 'manual', headers: { 'X-Autosave': '1', Accept: 'application/json' } });
      if (!r.ok) return r.status >= 500 ? 'weg' : 'niet';
      const antwoord = await r.json();
      if (antwoord.wie !== lijf.sessieWie) return 'ander';
      penning(antwoord.penning);
      verlengd(antwoord.seconden);
      return 'weer';
    } catch { return 'weg'; } finally { vraag = null; }
  })());
  const zinnen = {
    niet: '',
    ander: 'Er is nu iemand anders ingelogd. Log die uit en log zelf in.',
    weg: 'We krijgen nu geen antwoord. Probeer het over een minuut weer.',
  };
  const opnieuw = async () => {
    const uitkomst = await stand();
    if (uitkomst !== 'weer') {
      if (uitgelogd?.open) $('[data-uitgelogd-stand]', uitgelogd).textContent = inTaal(zinnen[uitkomst]);
      return false;
    }
    document.body.classList.remove('is-uitgelogd');
    if (uitgelogd?.open) uitgelogd.close();
    savers.forEach(een => een.bewaar());
    return true;
  };
  // The page stays with what was typed in it, hidden from who walks by, until the same person is logged in again.
  const buiten = async () => {
    if (!lijf.sessieStand) return true;
    const uitkomst = await stand();
    if (uitkomst === 'weer') return true;
    if (uitkomst === 'weg' || !uitgelogd?.showModal) return false; // no answer is not the end of a session
    document.body.classList.add('is-uitgelogd');
    if (waarschuwing?.open) waarschuwing.close();
    if (!uitgelogd.open) uitgelogd.showModal();
    return false;
  };
  if (uitgelogd) {
    uitgelogd.addEventListener('cancel', e => e.preventDefault());
    $('[data-weer-ingelogd]', uitgelogd)?.addEventListener('click', opnieuw);
    $('[data-niet-bewaren]', uitgelogd)?.addEventListener('click', () => { savers.forEach(een => een.vergeet()); location.reload(); });
    const kijk = () => { if (uitgelogd.open && document.visibilityState === 'visible') opnieuw(); };
    addEventListener('focus', kijk);
    document.addEventListener('visibilitychange', kijk);
  }
  kanaal?.addEventListener('message', e => {
    if (e.data?.wie !== lijf.sessieWie) return;
    if (uitgelogd?.open) opnieuw();
    else verlengd(e.data.seconden, true);
  });
  if (waarschuwing?.showModal && lijf.sessie) {
    kanaal?.postMessage({ seconden: +lijf.sessie, wie: lijf.sessieWie });
    const over = $('[data-sessie-over]', waarschuwing);
    const tik = () => {
      const rest = Math.round((einde - Date.now()) / 1000);
      if (uitgelogd?.open) return setTimeout(tik, 5000);
      if (rest <= 0) {
        if (!onbewaard()) return location.reload();
        buiten();
        return setTimeout(tik, 5000);
      }
      if (rest <= 120) {
        if (!waarschuwing.open) waarschuwing.showModal();
        over.textContent = rest > 60 ? inTaal('2 minuten') : rest > 30 ? inTaal('1 minuut') : inTaal('{0} seconden', Math.ceil(rest / 10) * 10);
      }
      return setTimeout(tik, rest > 120 ? Math.min((rest - 120) * 1000, 30000) : 1000);
    };
    const blijf = async () => {
      try {
        const r = await fetch(lijf.sessieVerleng, { method: 'POST', redirect: 'error', headers: { 'X-CSRFToken': $('[name=csrfmiddlewaretoken]')?.value, 'X-Autosave': '1', Accept: 'application/json' } });
        if (!r.ok) throw 0;
        const { seconden } = await r.json();
        verlengd(seconden ?? +lijf.sessie);
      } catch {
        if (await buiten()) waarschuwing.close();
      }
    };
    $('[data-sessie-blijf]', waarschuwing).addEventListener('click', blijf);
    waarschuwing.addEventListener('cancel', e => { e.preventDefault(); blijf(); });
    tik();
  }

  // --- autosave: the whole form with its version, on leaving a field and 3 s after typing -------------------------
  $$('form[data-autosave]').forEach(formulier => {
    const adres = formulier.dataset.autosave || formulier.getAttribute('action') || location.href, plek = $('[data-opgeslagen]') ?? formulier;
    let wacht, vuil = false, bezig = false, botsing = false, herladen = false, laatst = 0, daarna;
    const stem = maak('span', { className: 'vh' });
    stem.setAttribute('role', 'status');
    plek.removeAttribute('role');
    plek.after(stem);
    const zeg = (tekst, fout, ...meer) => {
      plek.classList.toggle('is-fout', fout);
      plek.replaceChildren(maak('span', { textContent: tekst }), ...meer);
      if (fout || Date.now() - laatst > 60000) { stem.textContent = tekst; laatst = Date.now(); }
    };
    // On the way to being saved: to be seen, not to be read out at every key.
    const zacht = tekst => { if (!plek.classList.contains('is-fout')) plek.replaceChildren(maak('span', { textContent: tekst })); };
    const inhoud = () => {
      const d = new FormData(formulier);
      for (const [naam, waarde] of [...d]) if (waarde instanceof File) d.delete(naam);
      return d;
    };
    const mislukt = (zin = je ? 'Opslaan lukt nu niet. Je tekst staat nog op je scherm.' : inTaal('Opslaan lukt nu niet. Uw tekst staat nog op uw scherm.')) => {
      vuil = true;
      const knop = maak('button', { type: 'button', className: 'swv-linkknop', textContent: inTaal('Probeer opnieuw') });
      knop.addEventListener('click', bewaar);
      zeg(zin, true, knop);
      clearTimeout(wacht);
      wacht = setTimeout(bewaar, 15000);
    };
    const overnemen = antwoord => {
      for (const naam of ['versie', 'begin']) if (antwoord[naam] != null && formulier.elements[naam]) formulier.elements[naam].value = antwoord[naam];
    };
    const kies = antwoord => {
      botsing = true;
      const kader = maak('div', { className: 'swv-alert is-warning', tabIndex: -1 }), lijst = maak('div');
      kader.setAttribute('role', 'alert');
      lijst.append(maak('p', { textContent: antwoord.zin }));
      const klaar = rij => {
        rij.remove();
        if ($('.swv-conflict', kader)) return;
        kader.remove();
        botsing = false;
        vuil = true;
        bewaar();
      };
      for (const [naam, ander] of Object.entries(antwoord.velden ?? {})) {
        const veld = formulier.elements[naam];
        const label = antwoord.namen?.[naam] ?? (formulier.querySelector(`label[for="${veld?.id}"]`)?.textContent || naam);
        const keuze = (kop, woorden, actie) => {
          const knop = maak('button', { type: 'button', className: 'swv-button swv-button--klein', textContent: inTaal('Kies deze tekst') });
          knop.addEventListener('click', () => { actie?.(); klaar(rij); veld?.focus?.(); });
          return maak('div', {}, maak('strong', { textContent: kop }), maak('p', { textContent: woorden }), knop);
        };
        // A text goes into its field. Another answer (a row of help, a date) is left to the server, and shown by loading.
        const neem = () => {
          if (veld?.tagName === 'TEXTAREA' || (veld?.type === 'text' && antwoord.laten)) veld.value = ander;
          else if (!antwoord.laten) { if (veld) veld.value = ander; } else {
            const begin = JSON.parse(formulier.elements.begin.value);
            begin[naam] = antwoord.laten[naam];
            formulier.elements.begin.value = JSON.stringify(begin);
            herladen = true;
          }
        };
        const rij = maak('div', { className: 'swv-conflict' },
          maak('p', { className: 'swv-conflict__veld', textContent: label }),
          keuze(je ? 'Jouw tekst' : inTaal('Uw tekst'), antwoord.mijn?.[naam] ?? veld?.value ?? '', null),
          keuze(inTaal('De andere tekst'), ander, neem));
        lijst.append(rij);
      }
      kader.append(lijst);
      formulier.prepend(kader);
      kader.focus();
      if (!$('.swv-conflict', kader)) botsing = false;
      else zeg(inTaal('Nog niet opgeslagen: kies eerst welke tekst blijft.'), true);
    };
    async function bewaar() {
      clearTimeout(wacht);
      if (!vuil || bezig || botsing || formulier.dataset.bezig || uitgelogd?.open) return;
      bezig = true;
      vuil = false;
      zacht(inTaal('Bezig met opslaan …'));
      try {
        const r = await fetch(adres, { method: 'POST', body: inhoud(), redirect: 'manual', headers: { 'X-Autosave': '1', Accept: 'application/json' } });
        if (r.type === 'opaqueredirect' || [401, 403].includes(r.status)) {
          mislukt(je ? 'Je bent uitgelogd. Je tekst staat nog op je scherm.' : inTaal('U bent uitgelogd. Uw tekst staat nog op uw scherm.'));
          if (await buiten()) { clearTimeout(wacht); wacht = setTimeout(bewaar, 50); }
        } else if (r.ok || r.status === 409) {
          const antwoord = await r.json(), rest = +r.headers.get('X-Sessie');
          if (rest) verlengd(rest);
          overnemen(antwoord);
          if (r.status === 409) kies(antwoord);
          else zeg(antwoord.zin ?? inTaal('Opgeslagen om {0} uur', antwoord.opgeslagen ?? uur()), false);
        } else if (r.status === 422) { vuil = true; zeg((await r.json()).zin, true); } else mislukt();
      } catch { mislukt(navigator.onLine ? undefined : geenInternet); }
      bezig = false;
      if (herladen && !vuil && !botsing) return location.reload();
      // Something was filled in during the save: save that too, and only then do what the button asked.
      const goed = !plek.classList.contains('is-fout'), knop = goed && !botsing ? daarna : undefined;
      if (vuil && knop !== undefined) return bewaar();
      daarna = undefined;
      if (knop !== undefined) return formulier.requestSubmit(knop);
      if (vuil && goed) wacht = setTimeout(bewaar, 3000);
    }
    formulier.addEventListener('input', e => {
      if (e.target.type === 'file') return;
      vuil = true;
      clearTimeout(wacht);
      wacht = setTimeout(bewaar, 3000);
      zacht(inTaal('Nog niet opgeslagen'));
    });
    formulier.addEventListener('focusout', () => setTimeout(bewaar, 50));
    // The button waits for the save: else the two would collide, and after the end of a session the text would be gone.
    formulier.addEventListener('submit', e => {
      if (!bezig && !vuil) return;
      e.preventDefault();
      if (botsing) return $('.swv-conflict', formulier)?.closest('.swv-alert').focus();
      daarna = e.submitter;
      bewaar();
    });
    addEventListener('beforeunload', e => { if ((vuil || bezig || botsing) && !formulier.dataset.bezig) e.preventDefault(); });
    savers.push({ vuil: () => vuil || bezig || botsing, bewaar, vergeet: () => { vuil = false; botsing = false; } });
  });

  // Text that is only sent with its button: ask before leaving, and before the button after the end of a session.
  $$('form[data-bewaak]').forEach(formulier => {
    let vuil = false;
    formulier.addEventListener('input', () => { vuil = true; });
    addEventListener('beforeunload', e => { if (vuil && !formulier.dataset.bezig) e.preventDefault(); });
    savers.push({ vuil: () => vuil && !formulier.dataset.bezig, bewaar: () => {}, vergeet: () => { vuil = false; } });
  });

  // --- files: chosen, dropped or photographed, from both inputs together; sent one by one with how far each is -----
  const grootte = n => (n < 1048576 ? `${Math.max(1, Math.round(n / 1024))} kB` : `${(n / 1048576).toFixed(1).replace('.', ',')} MB`);
  $$('form[data-upload]').forEach(formulier => {
    const invoer = $$('input[type=file]', formulier), plek = $('[data-gekozen]', formulier), knop = $('button[type=submit],button:not([type])', formulier);
    const max = +(invoer.find(i => i.dataset.maxBytes)?.dataset.maxBytes ?? Infinity), gekozen = [];
    const stem = maak('p', { className: 'vh' }), lijst = maak('ul', { className: 'swv-files' });
    stem.setAttribute('role', 'status');
    lijst.setAttribute('aria-label', 'Gekozen bestanden');
    plek.append(stem);
    const bij = bestand => {
      const rij = maak('li'), stand = maak('small'), weg = maak('button', { type: 'button', className: 'swv-linkknop', textContent: 'Weghalen' });
      const fout = !bestand.size ? 'Niet toegevoegd: dit bestand is leeg.' : bestand.size > max ? `Niet toegevoegd: ${grootte(bestand.size)} is te groot. Kies een bestand tot ${grootte(max).replace(',0', '')}.` : '';
      stand.textContent = fout || `\u2066${grootte(bestand.size)}\u2069`; // from right to left the number would come after its unit
      stand.classList.toggle('is-fout', !!fout);
      weg.append(maak('span', { className: 'vh', textContent: ` ${bestand.name}` }));
      rij.append(maak('span', { className: 'swv-files__teken', textContent: fout ? '✕' : '•' }), maak('span', { className: 'swv-files__naam', textContent: bestand.name }), stand, weg);
      const een = { bestand, rij, stand, fout };
      gekozen.push(een);
      weg.addEventListener('click', () => { gekozen.splice(gekozen.indexOf(een), 1); rij.remove(); if (!gekozen.length) lijst.remove(); invoer[0].focus(); });
      lijst.append(rij);
      plek.append(lijst);
      stem.textContent = fout ? `${bestand.name}: ${fout}` : `${bestand.name} gekozen`;
    };
    invoer.forEach(i => i.addEventListener('change', () => {
      [...i.files].forEach(bij);
      i.value = '';
    }));
    const stuur = een => new Promise((klaar, mis) => {
      const balk = maak('progress', { max: 100, value: 0 }), x = new XMLHttpRequest(), d = new FormData(formulier);
      balk.setAttribute('aria-label', `${een.bestand.name} wordt verstuurd`);
      d.delete('bestanden');
      d.append('bestanden', een.bestand);
      een.stand.replaceChildren('Wordt verstuurd ', balk);
      x.upload.addEventListener('progress', e => {
        balk.value = e.loaded / e.total * 100;
        if (e.loaded === e.total) een.stand.textContent = 'Wordt gecontroleerd …';
      });
      x.addEventListener('load', () => (x.status === 204 ? klaar() : mis(x.status)));
      x.addEventListener('error', () => mis(0));
      x.open('POST', formulier.action);
      x.setRequestHeader('X-Upload', '1');
      x.setRequestHeader('X-Autosave', '1');
      x.send(d);
    });
    formulier.addEventListener('submit', async e => {
      const goed = gekozen.filter(een => !een.fout);
      if (!goed.length) {
        if (!gekozen.length) return;
        e.preventDefault();
        return void (stem.textContent = 'Kies eerst een ander bestand.');
      }
      e.preventDefault();
      if (knop.disabled) return;
      knop.disabled = true;
      for (const [n, een] of goed.entries()) {
        stem.textContent = `Bestand ${n + 1} van ${goed.length} wordt verstuurd`;
        try {
          await stuur(een);
          gekozen.splice(gekozen.indexOf(een), 1);
        } catch (status) {
          knop.disabled = false;
          een.stand.textContent = status ? 'Versturen lukte niet. Druk nog een keer op de knop.' : geenInternet;
          een.stand.classList.add('is-fout');
          stem.textContent = een.stand.textContent;
          if ([401, 403].includes(status)) await buiten();
          return;
        }
      }
      savers.forEach(een => een.bewaar());
      const wacht = setInterval(() => {
        if (onbewaard() && !uitgelogd?.open) return;
        clearInterval(wacht);
        location.hash = 'bijlagen';
        location.reload();
      }, 100);
    });
    addEventListener('beforeunload', e => { if (gekozen.some(een => !een.fout)) e.preventDefault(); });
  });
})();
