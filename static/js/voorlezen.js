// Reading aloud with the voice of the device, in the language of the page. Without a voice for it there is no button.
(() => {
  const knop = document.querySelector('[data-lees-voor]');
  if (!knop || !('speechSynthesis' in window)) return;
  const stem = window.speechSynthesis, taal = document.documentElement.lang, woord = knop.querySelector('span');
  const begin = woord.textContent;
  const past = () => stem.getVoices().find(een => een.lang.toLowerCase().startsWith(taal));
  const toon = () => { knop.hidden = !past(); };
  const stand = leest => {
    knop.setAttribute('aria-pressed', String(leest));
    woord.textContent = leest ? knop.dataset.stop : begin;
  };
  // What is folded or hidden is not read; each sentence apart, for a voice stops halfway a long text.
  const teksten = () => [...document.querySelectorAll('[data-voorlezen] :is(h2,h3,p)')]
    .filter(deel => !deel.closest('details')).map(deel => deel.innerText.trim()).filter(Boolean);
  const stop = () => { stem.cancel(); stand(false); };
  knop.addEventListener('click', () => {
    if (knop.getAttribute('aria-pressed') === 'true') { stop(); return; }
    stem.cancel();
    const delen = teksten().map(tekst => Object.assign(new SpeechSynthesisUtterance(tekst), { lang: past().lang, voice: past(), rate: 0.92 }));
    if (!delen.length) return;
    delen.at(-1).onend = () => stand(false);
    delen.forEach(deel => { deel.onerror = stop; stem.speak(deel); });
    stand(true);
  });
  window.addEventListener('pagehide', () => stem.cancel());
  stem.addEventListener?.('voiceschanged', toon);
  toon();
})();
