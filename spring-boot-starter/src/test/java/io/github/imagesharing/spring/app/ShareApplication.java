package io.github.imagesharing.spring.app;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.ShareReport;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** A service as a user writes it; its properties are in {@code share-application.properties}. */
@SpringBootApplication
@RestController
public class ShareApplication {

    private final ImageSharingService sharing;

    ShareApplication(ImageSharingService sharing) {
        this.sharing = sharing;
    }

    public static void main(String... args) {
        SpringApplication.run(ShareApplication.class, args);
    }

    @PostMapping("/images/{image}/accounts")
    ShareReport share(@PathVariable("image") ImageId image, @RequestBody List<AccountId> accounts) {
        return sharing.share(image, accounts);
    }
}
