package com.cloudipsp.cloudipspsdk;

import com.cloudipsp.cloudipspsdk.api.OrderApi;
import com.cloudipsp.cloudipspsdk.api.PaymentApi;
import com.cloudipsp.cloudipspsdk.api.PciDss;

/** The surface of the published client java-cloudipsp-sdk-client, on ge.tetri.client. */
public class CloudIpspApi {
    private final PaymentApi paymentApi;
    private final OrderApi orderApi;
    private final PciDss pciDssApi;

    public CloudIpspApi(Configuration configuration) {
        paymentApi = new PaymentApi(configuration);
        orderApi = new OrderApi(configuration);
        pciDssApi = new PciDss(configuration);
    }

    public PaymentApi getPaymentApi() {
        return paymentApi;
    }

    public OrderApi getOrderApi() {
        return orderApi;
    }

    public PciDss getPciDssApi() {
        return pciDssApi;
    }
}
