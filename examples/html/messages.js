/** Shows each field's message under it, and above the button the reason why the form could not be sent. */
const message = document.getElementById('message');

for (const field of document.querySelectorAll('.box')) {
  field.addEventListener('change', ({ detail }) => {
    field.nextElementSibling.textContent = detail.error?.message ?? '';
  });
}

for (const name of ['submiterror', 'loaderror']) {
  document.getElementById('number').addEventListener(name, ({ detail }) => {
    message.textContent = detail.error.message;
  });
}
