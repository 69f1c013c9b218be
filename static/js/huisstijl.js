// The page takes on the colours while they are typed. Without this file the button of the preview does so.
(() => {
  const formulier = document.querySelector('[data-kleuren]'), blad = document.querySelector('link[rel=stylesheet]');
  const zin = document.querySelector('[data-kleuren-stand]');
  const oordeel = document.querySelector('[data-kleuren-oordeel]'); // of the colours before
  if (!formulier || !blad || !zin || !oordeel) return;
  const kleur = naam => {
    const cijfers = formulier.elements[naam].value.trim().toLowerCase().replace(/^#/, '');
    if (/^[0-9a-f]{3}$/.test(cijfers)) return `#${cijfers.replace(/./g, '$&$&')}`;
    return /^[0-9a-f]{6}$/.test(cijfers) ? `#${cijfers}` : '';
  };
  const keuzes = () => ({ merk: kleur('merkkleur'), accent: kleur('accentkleur'), ondergrond: formulier.elements.ondergrond.value });
  const toon = () => {
    const nu = keuzes();
    if (!nu.merk || !nu.accent || !nu.ondergrond) return;
    const adres = `${formulier.dataset.kleuren}?${new URLSearchParams(nu)}`;
    if (blad.getAttribute('href') === adres) return;
    blad.href = adres;
    zin.hidden = false;
    oordeel.hidden = true;
  };
  const begin = JSON.stringify(keuzes());
  let wacht = 0;
  formulier.addEventListener('input', () => {
    clearTimeout(wacht);
    if (JSON.stringify(keuzes()) !== begin || !zin.hidden) wacht = setTimeout(toon, 250);
  });
})();
