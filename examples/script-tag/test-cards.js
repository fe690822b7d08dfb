/**
 * Only for the demo: a click on a test card copies its number, because no page can type it into the field.
 */
{
  const status = document.getElementById('copied');

  for (const button of document.querySelectorAll('#card-list button')) {
    button.addEventListener('click', () => copy(button));
  }

  async function copy(button) {
    const number = button.textContent;
    const copied = await navigator.clipboard.writeText(number).then(
      () => true,
      () => false,
    );
    status.textContent = copied ? `${number} is copied.` : 'This browser does not let the page copy.';
    button.classList.toggle('copied', copied);
    setTimeout(() => button.classList.remove('copied'), 1500);
  }
}
