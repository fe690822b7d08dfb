import '@angular/compiler';
import { Component, computed, provideZonelessChangeDetection, signal } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import {
  injectStripe,
  provideNgxStripe,
  StripeCardComponent,
  StripeCardCvcComponent,
  StripeCardExpiryComponent,
  StripeCardNumberComponent,
  StripeElementsDirective,
  StripeIbanComponent,
  StripePaymentRequestButtonComponent,
} from 'ngx-stripe';
import { content, key, note, own, secret, told } from './shop.js';

@Component({
  selector: 'shop-checkout',
  imports: [
    StripeCardComponent,
    StripeCardCvcComponent,
    StripeCardExpiryComponent,
    StripeCardNumberComponent,
    StripeElementsDirective,
    StripeIbanComponent,
    StripePaymentRequestButtonComponent,
  ],
  template: `
    @if (content === 'alone') {
      <ngx-stripe-card
        [elementsOptions]="groupOptions()"
        [options]="options()"
        (load)="card = $event"
        (ready)="note('ready')"
        (change)="note('change', $event)"
      />
    } @else if (shown()) {
      <ngx-stripe-elements [stripe]="stripe" [elementsOptions]="groupOptions()">
        @if (content === 'split') {
          <ngx-stripe-card-number
            [options]="options()"
            (load)="card = $event"
            (ready)="note('ready')"
            (change)="note('change', $event)"
          />
          <ngx-stripe-card-expiry (ready)="note('ready')" (change)="note('change', $event)" />
          <ngx-stripe-card-cvc (ready)="note('ready')" (change)="note('change', $event)" />
        } @else if (content === 'iban') {
          <ngx-stripe-iban [options]="options()" (ready)="note('ready')" (change)="note('change', $event)" />
        } @else {
          <ngx-stripe-card
            [options]="options()"
            (load)="card = $event"
            (ready)="note('ready')"
            (change)="note('change', $event)"
          />
        }
        @if (content === 'wallet') {
          <ngx-stripe-payment-request-button [paymentOptions]="order" (notavailable)="note('unsupported')" />
        }
      </ngx-stripe-elements>
    }
    <button (click)="pay()">Pay</button>
    <button (click)="confirm()">Confirm</button>
    <button (click)="locked.set(!locked())">Lock</button>
    <button (click)="locale.set('de')">Deutsch</button>
    <button (click)="shown.set(!shown())">Show</button>
    <output>{{ outcome() }}</output>
  `,
})
class Checkout {
  stripe = injectStripe();
  content = content;
  note = note;
  card;
  order = { country: 'DE', currency: 'eur', total: { label: 'Cup', amount: 3200 } };
  shown = signal(true);
  locked = signal(false);
  locale = signal('en');
  outcome = signal('');
  options = computed(() => ({ ...own, disabled: this.locked() }));
  groupOptions = computed(() => ({ locale: this.locale() }));

  pay() {
    this.stripe
      .createPaymentMethod({ type: 'card', card: this.card })
      .subscribe((result) => this.outcome.set(told(result)));
  }

  confirm() {
    this.stripe
      .confirmCardPayment(secret, { payment_method: { card: this.card } })
      .subscribe((result) => this.outcome.set(told(result)));
  }
}

const node = document.createElement('shop-checkout');
document.getElementById('root').append(node);
bootstrapApplication(Checkout, {
  providers: [provideZonelessChangeDetection(), provideNgxStripe(key)],
}).catch((error) => console.error(error));
