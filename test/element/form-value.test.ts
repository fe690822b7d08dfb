// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, type Mock, test, vi } from 'vitest';
import { fillOnSubmit } from '../../src/element/form-value.js';
import { flush } from '../page/fake-frame.js';

let form: HTMLFormElement;
let button: HTMLButtonElement;
let onSubmit: Mock<(event: SubmitEvent) => void>;

beforeEach(() => {
  document.body.innerHTML = '<form><input required value="1"><button>Pay</button></form>';
  form = document.querySelector('form') as HTMLFormElement;
  button = document.querySelector('button') as HTMLButtonElement;
  onSubmit = vi.fn((event) => event.preventDefault());
  form.addEventListener('submit', onSubmit);
});
afterEach(() => document.body.replaceChildren());

const makeFiller = (fill: () => Promise<boolean>, fills = true) => ({ fills, fill: vi.fn(fill) });

describe('a form', () => {
  test('is sent once its value is made, by the button that was pressed', async () => {
    let made: (done: boolean) => void = () => {};
    const filler = makeFiller(() => new Promise((resolve) => (made = resolve)));
    fillOnSubmit(form, filler);
    button.click();
    await flush();
    expect(onSubmit).not.toHaveBeenCalled();
    made(true);
    await flush();
    expect(onSubmit).toHaveBeenCalledOnce();
    expect(onSubmit.mock.lastCall?.[0].submitter).toBe(button);
  });

  test('makes one value of many clicks, and another one the next time', async () => {
    const filler = makeFiller(async () => true);
    fillOnSubmit(form, filler);
    for (let click = 0; click < 3; click++) button.click();
    await flush();
    expect(filler.fill).toHaveBeenCalledOnce();
    expect(onSubmit).toHaveBeenCalledOnce();
    button.click();
    await flush();
    expect(filler.fill).toHaveBeenCalledTimes(2);
    expect(onSubmit).toHaveBeenCalledTimes(2);
  });

  test('is not sent where one of its values could not be made, and can be sent again', async () => {
    let fine = false;
    const fillers = [makeFiller(async () => true), makeFiller(async () => fine)];
    for (const filler of fillers) fillOnSubmit(form, filler);
    button.click();
    await flush();
    expect(onSubmit).not.toHaveBeenCalled();
    fine = true;
    button.click();
    await flush();
    expect(onSubmit).toHaveBeenCalledOnce();
    for (const filler of fillers) expect(filler.fill).toHaveBeenCalledTimes(2);
  });

  test('is sent without the button that was pressed where that is another form’s by then', async () => {
    const other = document.body.appendChild(document.createElement('form'));
    const filler = makeFiller(async () => {
      other.append(button);
      return true;
    });
    fillOnSubmit(form, filler);
    button.click();
    await flush();
    expect(onSubmit.mock.lastCall?.[0].submitter).toBeNull();
  });

  test('is left alone where nothing fills a value, or it has gone', () => {
    const idle = makeFiller(async () => true, false);
    const gone = makeFiller(async () => true);
    fillOnSubmit(form, idle);
    fillOnSubmit(form, gone)();
    button.click();
    expect(onSubmit).toHaveBeenCalledOnce();
    expect(idle.fill).not.toHaveBeenCalled();
    expect(gone.fill).not.toHaveBeenCalled();
  });
});
