// A recorder above a file input for sound: record, stop, listen back, again, remove. Enrichment only: without this file,
// or without a microphone, the input takes a file. What was recorded stays in the page until the form is sent.
(() => {
  if (!window.MediaRecorder || !navigator.mediaDevices?.getUserMedia || !window.DataTransfer) return;
  const maak = (soort, kenmerken = {}, ...kinderen) => {
    const e = Object.assign(document.createElement(soort), kenmerken);
    e.append(...kinderen);
    return e;
  };
  const knop = (tekst, klas, doen) => {
    const k = maak('button', { type: 'button', className: `swv-button ${klas}`, textContent: tekst });
    k.addEventListener('click', doen);
    return k;
  };
  const klok = s => `${Math.floor(s / 60)}:${String(Math.floor(s % 60)).padStart(2, '0')}`;
  const taal = document.documentElement.lang, maat = (n, unit) => new Intl.NumberFormat(`${taal}-u-nu-latn`, { style: 'unit', unit, unitDisplay: 'long' }).format(n);
  const lang = s => new Intl.ListFormat(taal).format([[Math.floor(s / 60), 'minute'], [Math.round(s % 60), 'second']].filter(([n]) => n).map(([n, unit]) => maat(n, unit)));
  const VORMEN = [['audio/webm;codecs=opus', 'webm'], ['audio/mp4', 'm4a'], ['audio/ogg;codecs=opus', 'ogg']];
  const FOUTEN = {
    NotAllowedError: 'De microfoon staat uit voor deze bladzijde. Zet hem aan in de browser, of kies een bestand.',
    NotFoundError: 'Er is geen microfoon gevonden. Kies een bestand.',
  };

  document.querySelectorAll('[data-opnemer]').forEach(vak => {
    const invoer = vak.querySelector('input[type=file]'), formulier = invoer.form, max = +vak.dataset.opnemer;
    const stand = maak('p', { className: 'swv-opnemer__stand' }), teller = maak('span'), stem = maak('p', { className: 'vh' });
    stem.setAttribute('role', 'status');
    stand.setAttribute('aria-hidden', 'true'); // for the eyes; who listens hears the same from the status below it
    const speler = maak('audio', { controls: true, hidden: true });
    speler.setAttribute('aria-label', inTaal('Luister terug'));
    let opnemer = null, stroom = null, tik = null, adres = '', vorm = VORMEN[0], daarna;
    const begin = knop(inTaal('Neem op'), '', () => neemOp()), stop = knop(inTaal('Stop'), 'swv-button--primary', () => opnemer?.stop());
    const opnieuw = knop(inTaal('Neem opnieuw op'), '', () => neemOp()), weg = knop(inTaal('Haal weg'), 'swv-button--subtle', () => leeg(true));
    const rij = maak('div', { className: 'swv-button-group' }, begin, stop, opnieuw, weg);
    const uitleg = maak('p', { className: 'zacht klein', textContent: inTaal('Of kies een opname die er al is:') });
    vak.prepend(stand, speler, rij, stem, uitleg);
    invoer.removeAttribute('capture'); // with a recorder on the page the button is for a file that is there already
    const zeg = (tekst, fout = false) => { stand.replaceChildren(tekst); stand.classList.toggle('is-fout', fout); stem.textContent = tekst; };
    const toon = (...zichtbaar) => [begin, stop, opnieuw, weg].forEach(k => { k.hidden = !zichtbaar.includes(k); });
    const uit = () => {
      clearInterval(tik);
      stroom?.getTracks().forEach(spoor => spoor.stop());
      stroom = null;
      vak.classList.remove('is-bezig');
    };
    const vergeet = () => {
      if (adres) URL.revokeObjectURL(adres);
      adres = '';
      speler.pause();
      speler.removeAttribute('src');
      speler.hidden = true;
    };
    const meld = () => ['input', 'change'].forEach(soort => invoer.dispatchEvent(new Event(soort, { bubbles: true })));
    function leeg(gevraagd) {
      vergeet();
      if (gevraagd) { invoer.value = ''; meld(); }
      zeg(inTaal('Er is nog niets opgenomen.'));
      toon(begin);
      if (gevraagd) begin.focus();
    }
    function klaar(stukken, seconden) {
      uit();
      opnemer = null;
      const bestand = new File(stukken, `opname.${vorm[1]}`, { type: vorm[0].split(';')[0] });
      if (!bestand.size) { zeg(inTaal('Er is niets opgenomen. Probeer het opnieuw.'), true); toon(begin); return; }
      const doos = new DataTransfer();
      doos.items.add(bestand);
      invoer.files = doos.files;
      eigen = true;
      meld();
      eigen = false;
      vergeet();
      adres = URL.createObjectURL(bestand);
      speler.src = adres;
      speler.hidden = false;
      zeg(inTaal('Opgenomen: {0}. Luister terug, of neem het opnieuw op. De opname gaat mee als het formulier wordt verstuurd.', lang(Math.max(1, seconden))));
      toon(opnieuw, weg);
      if (daarna !== undefined) return void formulier.requestSubmit(daarna);
      opnieuw.focus();
    }
    let eigen = false;
    async function neemOp() {
      if (opnemer) return;
      zeg(inTaal('Geef de browser toestemming voor de microfoon.'));
      try {
        stroom = await navigator.mediaDevices.getUserMedia({ audio: true });
      } catch (fout) {
        uit();
        zeg(inTaal(FOUTEN[fout.name] ?? 'De microfoon werkt nu niet. Kies een bestand.'), true);
        toon(begin);
        return;
      }
      vorm = VORMEN.find(([soort]) => MediaRecorder.isTypeSupported(soort)) ?? ['', 'webm'];
      const stukken = [], sinds = Date.now();
      opnemer = new MediaRecorder(stroom, { ...(vorm[0] && { mimeType: vorm[0] }), audioBitsPerSecond: 48000 });
      opnemer.addEventListener('dataavailable', e => { if (e.data.size) stukken.push(e.data); });
      opnemer.addEventListener('stop', () => klaar(stukken, (Date.now() - sinds) / 1000));
      vergeet();
      opnemer.start(1000);
      vak.classList.add('is-bezig');
      toon(stop);
      stop.focus();
      stem.textContent = inTaal('De opname loopt. Hij mag {0} duren.', lang(max));
      let gewaarschuwd = false;
      const verder = () => {
        const nu = (Date.now() - sinds) / 1000;
        teller.textContent = inTaal('{0} van {1}', klok(nu), klok(max));
        if (max - nu <= 30 && !gewaarschuwd) { gewaarschuwd = true; stem.textContent = inTaal('Nog 30 seconden.'); }
        if (nu >= max) opnemer?.stop();
      };
      stand.classList.remove('is-fout');
      stand.replaceChildren(inTaal('De opname loopt.'), ' ', teller);
      verder();
      tik = setInterval(verder, 250);
    }
    // Another file than the recording was chosen: that one is sent, and nothing is left to listen back to.
    invoer.addEventListener('change', () => {
      if (eigen || !invoer.files.length) return;
      vergeet();
      zeg(inTaal('Gekozen: {0}.', invoer.files[0].name));
      toon(begin, weg);
    });
    // Sending while it runs: first stop, then send all of it.
    formulier.addEventListener('submit', e => {
      if (!opnemer) return;
      e.preventDefault();
      e.stopImmediatePropagation();
      daarna = e.submitter;
      opnemer.stop();
    }, true);
    addEventListener('pagehide', uit);
    addEventListener('beforeunload', e => { if ((opnemer || adres) && !formulier.dataset.bezig) e.preventDefault(); });
    leeg(false);
  });
})();
