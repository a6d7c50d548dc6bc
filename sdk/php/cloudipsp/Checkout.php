<?php

declare(strict_types=1);

namespace Cloudipsp;

use Cloudipsp\Response\Response;

/** As in the published package: members by their names on the wire; order_id and order_desc are made where they are missing. */
final class Checkout
{
    public static function url(#[\SensitiveParameter] array $data): Response
    {
        return Calls::create('checkout.url', $data);
    }

    public static function token(#[\SensitiveParameter] array $data): Response
    {
        return Calls::create('checkout.token', $data);
    }

    /** A page's form that posts the payer to the gateway by itself. */
    public static function form(array $data): string
    {
        $data['order_id'] ??= Configuration::getMerchantId() . '_' . bin2hex(random_bytes(16));
        $data['order_desc'] ??= "Order {$data['order_id']}";
        $form = Configuration::client()->checkout->form($data);
        $fields = '';
        foreach ($form->fields as $name => $value) {
            $fields .= sprintf('<input type="hidden" name="%s" value="%s">', htmlspecialchars((string) $name), htmlspecialchars($value));
        }
        return sprintf('<form method="post" action="%s">%s<button type="submit">Pay</button></form>', htmlspecialchars($form->url), $fields);
    }
}
