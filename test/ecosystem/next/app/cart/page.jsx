import Link from 'next/link';

export default function Page() {
  return (
    <main>
      <h1>Cart</h1>
      <Link href="/">Checkout</Link>
    </main>
  );
}
